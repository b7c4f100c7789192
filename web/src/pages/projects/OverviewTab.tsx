import { useQuery } from "@tanstack/react-query";
import { countAnnotations, type FeatureCount, type FeatureCounts, listImports } from "../../api/gen";
import { LinkButton } from "../../ui/Button";
import { EmptyState } from "../../ui/EmptyState";
import { ErrorState } from "../../ui/ErrorState";
import { count, countOf, percent } from "../../ui/format";
import { BatchIcon, ImportIcon, OntologyIcon, PlayIcon, SuccessIcon } from "../../ui/icons";
import type { IconComponent } from "../../ui/icons/Icon";
import { Loading } from "../../ui/Loading";
import { Card, Section } from "../../ui/Page";
import { Table } from "../../ui/Table";
import { ImportTable } from "../imports/ImportTable";
import styles from "./projects.module.css";
import { StateBar, StateLegend } from "./StateBar";
import { projectKey, useOntology, useThisProject } from "./use-project";
import { doneShare, kindWord, totalOf } from "./words";

/** What is where, how far it is, and what to do next. */
export default function OverviewTab() {
  const project = useThisProject();
  const total = totalOf(project.task_counts);
  return (
    <div className={styles.sections}>
      <div className={styles.two}>
        <Section
          title="Progress"
          lead={
            total > 0
              ? `${percent(doneShare(project.task_counts))} of ${countOf(total, "data row")} done`
              : "Nothing is in this project yet"
          }
        >
          <Card>
            <StateBar counts={project.task_counts} />
            <StateLegend counts={project.task_counts} />
          </Card>
        </Section>
        <NextAction />
      </div>
      <Annotations />
      <Imports />
    </div>
  );
}

interface Step {
  title: string;
  text: string;
  href: string;
  button: string;
  icon: IconComponent;
}

function NextAction() {
  const project = useThisProject();
  const counts = project.task_counts;
  const base = `/projects/${project.id}`;
  const total = totalOf(counts);
  const step = nextStep(project.ontology, counts, total, base);
  return (
    <Section title="Next" lead="What there is to do now">
      <Card>
        <div className={styles.next}>
          <strong>{step.title}</strong>
          <p>{step.text}</p>
          <LinkButton href={step.href} icon={step.icon} tone="primary">
            {step.button}
          </LinkButton>
        </div>
      </Card>
    </Section>
  );
}

function nextStep(
  ontology: string | null | undefined,
  counts: Record<string, number>,
  total: number,
  base: string,
): Step {
  if (!ontology) {
    return {
      title: "Connect an ontology",
      text: "It says what may be labelled; nothing can be drawn or imported without one.",
      href: `${base}/settings`,
      button: "Choose an ontology",
      icon: OntologyIcon,
    };
  }
  if (total === 0) {
    return {
      title: "Add data rows",
      text: "Send data rows of the catalog here as a batch, or import a file that names them.",
      href: `${base}/batches`,
      button: "Add a batch",
      icon: BatchIcon,
    };
  }
  if ((counts.in_review ?? 0) > 0) {
    return {
      title: `${countOf(counts.in_review ?? 0, "label waits", "labels wait")} for a reviewer`,
      text: "Look at what was submitted, then approve it or send it back with a reason.",
      href: `${base}/queue?state=in_review`,
      button: "Review",
      icon: SuccessIcon,
    };
  }
  if (total > (counts.done ?? 0)) {
    return {
      title: `${countOf(total - (counts.done ?? 0), "data row")} to label`,
      text: "The next task comes by priority, with its pre-labels to correct.",
      href: `${base}/label`,
      button: "Start labeling",
      icon: PlayIcon,
    };
  }
  return {
    title: "Everything is done",
    text: "Export the labels, or import more pre-labels and ground truth.",
    href: `${base}/import`,
    button: "Import annotations",
    icon: ImportIcon,
  };
}

const LAYERS = [
  { kind: "ground_truth", title: "In labels", text: "Submitted by people, or imported as ground truth." },
  {
    kind: "pre_label",
    title: "In pre-labels",
    text: "Offered to people; they count as nothing until submitted.",
  },
] as const;

function Annotations() {
  const project = useThisProject();
  const counts = useQuery({
    queryKey: [...projectKey(project.id), "counts"],
    queryFn: async () => {
      const ask = async (set_kind: "ground_truth" | "pre_label") =>
        (await countAnnotations({ path: { uid: project.id }, query: { set_kind }, throwOnError: true })).data;
      return Promise.all([ask("ground_truth"), ask("pre_label")]);
    },
  });
  if (counts.isPending) {
    return <Loading label="Counting annotations" rows={2} />;
  }
  if (counts.isError) {
    return <ErrorState isCompact title="The annotations were not counted" error={counts.error} />;
  }
  const rows = byFeature(counts.data);
  return (
    <Section
      title="Annotations"
      lead="What is visible now. An import tells what it brought in: the two differ once something was replaced, edited or undone."
    >
      <Card>
        <dl className={styles.numbers}>
          {LAYERS.map(({ kind, title, text }, at) => (
            <div key={kind}>
              <dt>{title}</dt>
              <dd className="numeric">{amount(counts.data[at]?.total)}</dd>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      </Card>
      {rows.length > 0 && (
        <Table
          label="Annotations by feature"
          isCompact
          rows={rows}
          rowKey={(row) => row.name}
          rowHref={(row) => `/projects/${project.id}/rows?feature=${encodeURIComponent(row.name)}`}
          columns={[
            { id: "name", title: "Feature", isRowHeader: true, width: "40%", cell: (row) => row.name },
            { id: "kind", title: "Kind", cell: (row) => kindWord(row.kind) },
            { id: "truth", title: "In labels", align: "end", cell: (row) => amount(row.truth) },
            { id: "offered", title: "In pre-labels", align: "end", cell: (row) => amount(row.offered) },
          ]}
        />
      )}
      <Features />
    </Section>
  );
}

interface FeatureRow {
  name: string;
  kind: string;
  truth?: FeatureCount;
  offered?: FeatureCount;
}

function byFeature([truth, offered]: readonly FeatureCounts[]): FeatureRow[] {
  const rows = new Map<string, FeatureRow>();
  for (const [layer, counts] of [
    ["truth", truth],
    ["offered", offered],
  ] as const) {
    for (const one of counts?.items ?? []) {
      if (one.kind === "option" || one.kind === "label") {
        continue;
      }
      const name = one.name ?? "without a feature";
      const row = rows.get(name) ?? { name, kind: one.kind ?? "" };
      rows.set(name, { ...row, [layer]: one });
    }
  }
  return [...rows.values()];
}

/** A number, or what it lies between where it is not known exactly. */
function amount(counted: FeatureCount | null | undefined): string {
  if (!counted) {
    return "0";
  }
  return counted.n === null ? `${count(counted.at_least)} – ${count(counted.at_most)}` : count(counted.n);
}

function Features() {
  const project = useThisProject();
  const ontology = useOntology(project.ontology);
  if (!project.ontology || ontology.data === undefined) {
    return null;
  }
  return (
    <p className={styles.faint}>
      Judged by ontology <a href={`/ontologies/${ontology.data.id}`}>{ontology.data.name}</a>, version{" "}
      {ontology.data.version}, with {countOf(ontology.data.features.length, "feature")} at its top.
    </p>
  );
}

function Imports() {
  const project = useThisProject();
  const imports = useQuery({
    queryKey: [...projectKey(project.id), "imports", 5],
    queryFn: async () =>
      (await listImports({ path: { uid: project.id }, query: { limit: 5 }, throwOnError: true })).data.items,
  });
  if (imports.data === undefined) {
    return imports.isError ? (
      <ErrorState isCompact title="The imports could not be loaded" error={imports.error} />
    ) : (
      <Loading label="Loading the imports" rows={3} />
    );
  }
  return (
    <Section
      title="Imports"
      lead="Each is one version of pre-labels or ground truth, and can be undone by itself."
      actions={
        <LinkButton href={`/projects/${project.id}/import`} size="small" icon={ImportIcon}>
          Import annotations
        </LinkButton>
      }
    >
      {imports.data.length === 0 ? (
        <EmptyState icon={ImportIcon} title="Nothing was imported yet">
          Drop a file of annotations made elsewhere: pre-labels of a model, or ground truth.
        </EmptyState>
      ) : (
        <ImportTable label="Imports" imports={imports.data} />
      )}
    </Section>
  );
}
