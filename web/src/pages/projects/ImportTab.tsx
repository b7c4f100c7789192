import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { getSnippets, type Snippet } from "../../api/gen";
import { CodeBlock } from "../../ui/CodeBlock";
import { EmptyState } from "../../ui/EmptyState";
import { ErrorState } from "../../ui/ErrorState";
import { OntologyIcon } from "../../ui/icons";
import { Loading } from "../../ui/Loading";
import { Section } from "../../ui/Page";
import { Segmented } from "../../ui/Segmented";
import { Select } from "../../ui/Select";
import { ImportWizard } from "../imports/ImportWizard";
import styles from "./projects.module.css";
import { projectKey, useThisProject } from "./use-project";
import { kindWord } from "./words";

type Purpose = "pre_label" | "ground_truth";

/** Bring annotations made elsewhere into the project: by dropping a file, or by a program. */
export default function ImportTab() {
  const project = useThisProject();
  const [params] = useSearchParams();
  if (!project.ontology) {
    return (
      <EmptyState icon={OntologyIcon} title="The project has no ontology yet">
        It says what may be imported. Choose one in the{" "}
        <a href={`/projects/${project.id}/settings`}>settings</a>.
      </EmptyState>
    );
  }
  return (
    <div className={styles.sections}>
      <ImportWizard project={project.id} ontology={project.ontology} />
      {!params.has("draft") && <Programs />}
    </div>
  );
}

const WAYS: { id: Snippet["kind"]; label: string; payload: string; code: string }[] = [
  { id: "python", label: "Python types", payload: "Python", code: "Python" },
  { id: "ndjson", label: "NDJSON", payload: "NDJSON", code: "Python" },
  { id: "cli", label: "CLI", payload: "Shell", code: "Shell" },
  { id: "http", label: "HTTP", payload: "Shell", code: "Shell" },
];

function Programs() {
  const project = useThisProject();
  const [purpose, setPurpose] = useState<Purpose>("pre_label");
  const [feature, setFeature] = useState("all");
  const [way, setWay] = useState<Snippet["kind"]>("python");
  const found = useQuery({
    queryKey: [...projectKey(project.id), "snippets", purpose],
    queryFn: async () =>
      (await getSnippets({ path: { uid: project.id }, query: { purpose }, throwOnError: true })).data,
  });
  const one = useQuery({
    queryKey: [...projectKey(project.id), "snippets", purpose, feature],
    queryFn: async () =>
      (await getSnippets({ path: { uid: project.id }, query: { purpose, feature }, throwOnError: true }))
        .data,
    enabled: feature !== "all",
  });
  if (found.isPending) {
    return <Loading label="Loading the programs" />;
  }
  if (found.isError) {
    return (
      <ErrorState title="The programs could not be loaded" error={found.error} onRetry={found.refetch} />
    );
  }
  const shown = feature === "all" ? found.data : (one.data ?? found.data);
  const programs = shown.snippets.filter(({ kind }) => kind === way);
  const words = WAYS.find(({ id }) => id === way);
  const left = shown.features.filter(({ why_not }) => why_not !== null);
  return (
    <Section
      title="From a program"
      lead="These run as they are: with this project's id, the names of its ontology, and a data row of it."
    >
      <div className={styles.filters}>
        <div className={styles.hug}>
          <Segmented
            label="What is imported"
            segments={[
              { id: "pre_label", label: "Pre-labels" },
              { id: "ground_truth", label: "Ground truth" },
            ]}
            value={purpose}
            onChange={setPurpose}
          />
        </div>
        <div className={styles.hug}>
          <Segmented label="How" segments={WAYS} value={way} onChange={setWay} />
        </div>
        <Select
          label="Feature"
          isLabelHidden
          choices={[
            { id: "all", label: "All features" },
            ...found.data.features.map(({ name, kind }) => ({ id: name, label: name, note: kindWord(kind) })),
          ]}
          value={feature}
          onChange={setFeature}
        />
      </div>
      <p className={styles.faint}>
        {purpose === "pre_label"
          ? "Pre-labels are offered to people, who correct and submit them; no label until then."
          : "Ground truth counts as done by a person: it becomes a label, and the data row is done."}{" "}
        Set <code>POSTIL_KEY</code> to a key of yours: <a href="/settings/keys">Settings, API keys</a>.
        {!found.data.has_row &&
          " The project has no data row with a global key yet, so the key here is made up."}
      </p>
      {programs.length === 0 && (
        <p className={styles.faint}>
          {shown.features.length === 0
            ? "The ontology has no features yet."
            : "There is no such program for this feature; take another way."}
        </p>
      )}
      {programs.map((program) => (
        <div key={program.format} className={styles.stack}>
          <CodeBlock
            label={program.file ? `Payload: ${program.file}` : "Payload"}
            language={words?.payload}
            code={program.payload}
            maxHeight="26rem"
          />
          <CodeBlock label="Import" language={words?.code} code={program.code} maxHeight="26rem" />
        </div>
      ))}
      {left.map(({ name, why_not }) => (
        <p key={name} className={styles.faint}>
          Left out: “{name}” – {why_not}.
        </p>
      ))}
    </Section>
  );
}
