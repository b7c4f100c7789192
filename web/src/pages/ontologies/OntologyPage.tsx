import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useParams, useSearchParams } from "react-router";
import {
  getOntology,
  getOntologyUses,
  type Ontology,
  type OntologyUses,
  updateOntology,
} from "../../api/gen";
import { ApiProblem } from "../../api/problem";
import { useCaller } from "../../shell/session";
import { Button, LinkButton } from "../../ui/Button";
import { ConfirmDialog } from "../../ui/Dialog";
import { ErrorState } from "../../ui/ErrorState";
import { countOf } from "../../ui/format";
import { ImportIcon, OntologyIcon } from "../../ui/icons";
import { Loading } from "../../ui/Loading";
import { Page } from "../../ui/Page";
import { Select } from "../../ui/Select";
import { toast } from "../../ui/Toast";
import { type Draft, fromOntology, missingOf, toOntology } from "./draft";
import { OntologyEditor } from "./OntologyEditor";
import styles from "./OntologyPage.module.css";
import { ReadDialog } from "./ReadDialog";
import { find, walk } from "./tree";
import { useCheck } from "./use-check";
import { useDraft } from "./use-draft";

interface Kept {
  ontology: Ontology;
  etag: string;
}

/** One ontology: its tree is edited, older versions are looked at and brought back. */
export default function OntologyPage() {
  const { uid = "" } = useParams();
  const [params] = useSearchParams();
  const version = Number(params.get("version")) || null;
  const { data, error, refetch } = useQuery({
    queryKey: ["ontology", uid, version],
    queryFn: () => fetchOntology(uid, version),
    // What is being edited must not change below one's hands.
    refetchOnWindowFocus: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const { data: newest } = useQuery({
    queryKey: ["ontology", uid, null],
    queryFn: () => fetchOntology(uid, null),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const { data: uses } = useQuery({ queryKey: ["ontology", uid, "uses"], queryFn: () => fetchUses(uid) });
  const caller = useCaller();
  if (error) {
    return (
      <Page title="Ontology" crumbs={CRUMBS}>
        <ErrorState error={error} title="The ontology could not be loaded" onRetry={refetch}>
          <LinkButton href="/ontologies" size="small" icon={OntologyIcon}>
            All ontologies
          </LinkButton>
        </ErrorState>
      </Page>
    );
  }
  if (!data || !newest) {
    return (
      <Page title="Ontology" crumbs={CRUMBS}>
        <Loading label="Loading the ontology" />
      </Page>
    );
  }
  return (
    <Editing
      key={`${uid} ${version} ${data.etag}`}
      kept={data}
      newest={newest}
      isOld={data.ontology.version !== newest.ontology.version}
      mayEdit={caller.is_admin}
      uses={uses ?? null}
    />
  );
}

const CRUMBS = [{ label: "Ontologies", to: "/ontologies" }];

async function fetchOntology(uid: string, version: number | null): Promise<Kept> {
  const { data, response } = await getOntology({ path: { uid }, query: { version }, throwOnError: true });
  return { ontology: data, etag: response.headers.get("etag") ?? "*" };
}

async function fetchUses(uid: string): Promise<OntologyUses> {
  return (await getOntologyUses({ path: { uid }, throwOnError: true })).data;
}

interface EditingProps {
  kept: Kept;
  newest: Kept;
  isOld: boolean;
  mayEdit: boolean;
  uses: OntologyUses | null;
}

function Editing({ kept, newest, isOld, mayEdit, uses }: EditingProps) {
  const { ontology } = kept;
  const queries = useQueryClient();
  const state = useDraft(fromOntology(ontology));
  const check = useCheck(state.draft);
  const [, setParams] = useSearchParams();
  const [error, setError] = useState<unknown>(null);
  const [isPending, setPending] = useState(false);
  const [isReading, setReading] = useState(false);
  const [asked, setAsked] = useState<{ key: string; remove: () => void } | null>(null);
  const isReadOnly = isOld || !mayEdit;
  const again = () => queries.invalidateQueries({ queryKey: ["ontology", ontology.id] });
  const save = async (draft: Draft, etag: string) => {
    setPending(true);
    setError(null);
    try {
      const path = { uid: ontology.id };
      const { data } = await updateOntology({
        path,
        body: toOntology(draft),
        headers: { "if-match": etag },
        throwOnError: true,
      });
      await queries.invalidateQueries({ queryKey: ["ontologies"] });
      setParams({});
      await again();
      toast(`Saved as version ${data.version}`);
    } catch (problem) {
      setError(problem);
    }
    setPending(false);
  };
  const askRemove = (key: string, remove: () => void) =>
    affected(state.draft, key, uses) ? setAsked({ key, remove }) : remove();
  return (
    <Page
      title={ontology.name}
      crumbs={CRUMBS}
      lead={
        uses &&
        uses.projects.length > 0 &&
        `Used by ${uses.projects.map((project) => project.name).join(", ")}`
      }
      actions={
        <>
          <Versions
            shown={ontology.version}
            newest={newest.ontology.version}
            onShow={(no) => setParams(no === newest.ontology.version ? {} : { version: String(no) })}
          />
          {isOld && mayEdit && (
            <Button onPress={() => save(state.draft, newest.etag)} isPending={isPending}>
              Bring this version back
            </Button>
          )}
          {!isReadOnly && (
            <>
              <Button icon={ImportIcon} onPress={() => setReading(true)}>
                Read a document
              </Button>
              <Button
                tone="primary"
                isPending={isPending}
                lack={state.isChanged ? missingOf(state.draft, check.issues) : "Nothing to save yet"}
                onPress={() => save(state.draft, kept.etag)}
              >
                Save
              </Button>
            </>
          )}
        </>
      }
      width="full"
      isFilled
    >
      {isOld && (
        <p
          className={styles.notice}
        >{`This is version ${ontology.version}. Imports that ran with it keep it; what is edited is the newest.`}</p>
      )}
      {!mayEdit && !isOld && (
        <p className={styles.notice}>
          An ontology may serve projects of several people, so changing it takes an administrator. You can
          make your own.
        </p>
      )}
      {error !== null && (
        <NotSaved
          error={error}
          onTheirs={again}
          onMine={async () => save(state.draft, (await fetchOntology(ontology.id, null)).etag)}
        />
      )}
      <OntologyEditor
        state={state}
        check={check}
        isReadOnly={isReadOnly}
        onAskRemove={askRemove}
        usesOf={(id) => <Occurrences uses={uses} id={id} />}
      />
      {isReading && (
        <ReadDialog
          onRead={(draft) => state.change({ tree: draft.tree, ext: draft.ext })}
          onClose={() => setReading(false)}
        />
      )}
      <ConfirmDialog
        isOpen={asked !== null}
        onOpenChange={(isOpen) => !isOpen && setAsked(null)}
        title={`Remove “${find(state.draft.tree, asked?.key ?? null)?.facts.name}”?`}
        confirmLabel="Remove it"
        onConfirm={() => asked?.remove()}
      >
        <p>
          {asked && affected(state.draft, asked.key, uses)} They stay, and are shown as of an unknown feature,
          until you save an ontology that has it again. Undo brings it back.
        </p>
      </ConfirmDialog>
    </Page>
  );
}

/** What was said with a feature and everything below it, in words; null when that is nothing. */
function affected(draft: Draft, key: string, uses: OntologyUses | null): string | null {
  const node = find(draft.tree, key);
  const ids = new Set([...walk(node ? [node] : [])].map((one) => one.facts.id));
  const found = uses?.features.filter((use) => ids.has(use.id)) ?? [];
  const annotations = Math.max(0, ...found.map((use) => use.annotations));
  const rows = Math.max(0, ...found.map((use) => use.data_rows));
  return annotations === 0
    ? null
    : `${countOf(annotations, "annotation")} on ${countOf(rows, "data row")} ${annotations === 1 ? "has" : "have"} it.`;
}

function Occurrences({ uses, id }: { uses: OntologyUses | null; id: string | null | undefined }) {
  const found = uses?.features.find((use) => use.id === id);
  return found ? (
    <p className={styles.uses}>
      On {countOf(found.annotations, "annotation")} of {countOf(found.data_rows, "data row")}.
    </p>
  ) : null;
}

function Versions({
  shown,
  newest,
  onShow,
}: {
  shown: number;
  newest: number;
  onShow: (version: number) => void;
}) {
  const all = Array.from({ length: newest }, (_, at) => newest - at);
  return (
    <div className={styles.versions}>
      <Select
        label="Version"
        isLabelHidden
        value={String(shown)}
        onChange={(id) => onShow(Number(id))}
        choices={all.map((no) => ({
          id: String(no),
          label: `Version ${no}`,
          note: no === newest ? "the newest" : undefined,
        }))}
      />
    </div>
  );
}

/** A save that was refused; where somebody else has saved meanwhile, both ways out. */
function NotSaved({ error, onTheirs, onMine }: { error: unknown; onTheirs: () => void; onMine: () => void }) {
  const isChanged = error instanceof ApiProblem && error.status === 412;
  return (
    <div className={styles.problem}>
      <ErrorState
        error={error}
        title={isChanged ? "Somebody has saved it meanwhile" : "It was not saved"}
        isCompact
      >
        {isChanged && (
          <div className={styles.ways}>
            <Button size="small" onPress={onTheirs}>
              Take theirs, drop my changes
            </Button>
            <Button size="small" tone="danger" onPress={onMine}>
              Save mine as the next version
            </Button>
          </div>
        )}
      </ErrorState>
    </div>
  );
}
