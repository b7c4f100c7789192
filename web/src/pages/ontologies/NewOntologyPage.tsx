import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { createOntology } from "../../api/gen";
import { ApiProblem } from "../../api/problem";
import { Button } from "../../ui/Button";
import { ErrorState } from "../../ui/ErrorState";
import { ImportIcon, PlusIcon } from "../../ui/icons";
import { Page, Section } from "../../ui/Page";
import { toast } from "../../ui/Toast";
import { type Draft, EMPTY, fromOntology, missingOf, toOntology } from "./draft";
import { OntologyEditor } from "./OntologyEditor";
import { ReadDialog } from "./ReadDialog";
import { TemplateGallery } from "./TemplateGallery";
import { TEMPLATES } from "./templates";
import { useCheck } from "./use-check";
import { useDraft } from "./use-draft";

/** Begins an ontology: empty, from a document, or from a template. */
export default function NewOntologyPage() {
  const [params, setParams] = useSearchParams();
  const template = TEMPLATES.find(({ id }) => id === params.get("template"));
  const [begun, setBegun] = useState<Draft | null>(null);
  const [isReading, setReading] = useState(false);
  const draft =
    begun ?? (template ? fromOntology({ ext: {}, media_type: "image", ...template.ontology }) : null);
  if (draft) {
    return <Editing key={template?.id ?? "own"} initial={draft} />;
  }
  return (
    <Page
      title="New ontology"
      crumbs={[{ label: "Ontologies", to: "/ontologies" }]}
      actions={
        <>
          <Button icon={ImportIcon} onPress={() => setReading(true)}>
            Read a document
          </Button>
          <Button tone="primary" icon={PlusIcon} onPress={() => setBegun(EMPTY)}>
            Start empty
          </Button>
        </>
      }
    >
      <Section
        title="Begin with a template"
        lead="Nothing is stored until you save it. Trying one opens it in the editor at once."
      >
        <TemplateGallery onUse={({ id }) => setParams({ template: id })} />
      </Section>
      {isReading && <ReadDialog onRead={setBegun} onClose={() => setReading(false)} />}
    </Page>
  );
}

function Editing({ initial }: { initial: Draft }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const state = useDraft(initial);
  const check = useCheck(state.draft);
  const [error, setError] = useState<unknown>(null);
  const [isPending, setPending] = useState(false);
  const save = async () => {
    setPending(true);
    setError(null);
    try {
      const { data } = await createOntology({ body: toOntology(state.draft), throwOnError: true });
      await queries.invalidateQueries({ queryKey: ["ontologies"] });
      toast(`“${data.name}” is saved`);
      await navigate(`/ontologies/${data.id}`, { replace: true });
    } catch (problem) {
      setError(problem);
    }
    setPending(false);
  };
  return (
    <Page
      title="New ontology"
      crumbs={[{ label: "Ontologies", to: "/ontologies" }]}
      actions={
        <Button
          tone="primary"
          isPending={isPending}
          lack={missingOf(state.draft, check.issues)}
          onPress={save}
        >
          Save
        </Button>
      }
      width="full"
      isFilled
    >
      {error !== null && (
        <ErrorState
          error={error}
          title={
            error instanceof ApiProblem && error.status === 409 ? "The name is taken" : "It was not saved"
          }
          isCompact
        />
      )}
      <OntologyEditor state={state} check={check} />
    </Page>
  );
}
