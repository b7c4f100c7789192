import { useMutation } from "@tanstack/react-query";
import { getRecipe, type KnownBy, type UnknownName } from "../../api/gen";
import { Button } from "../../ui/Button";
import { ErrorState } from "../../ui/ErrorState";
import { countOf } from "../../ui/format";
import { Select } from "../../ui/Select";
import { Table } from "../../ui/Table";
import { Tag } from "../../ui/Tag";
import { toast } from "../../ui/Toast";
import { useCaller, useOntology } from "../projects/use-project";
import { kindWord } from "../projects/words";
import styles from "./imports.module.css";
import { candidates, type Decision, placeKey, type Rules, undecided } from "./rules";
import type { WizardDesk } from "./use-wizard";

/** What names of the file mean that the ontology does not have. */
export function NamesStep({ desk, ontology }: { desk: WizardDesk; ontology: string | null }) {
  const { check, decisions } = desk.wizard;
  const known = useOntology(ontology);
  const caller = useCaller();
  const names = check?.names;
  if (!names) {
    return null;
  }
  const features = known.data?.features ?? [];
  const open = undecided(names.unknown, decisions);
  const mayCreate = caller.data?.is_admin === true;
  const choices = (name: UnknownName) => [
    { id: "undecided", label: "Leave it: reject its rows" },
    ...candidates(features, name.place, decisions).map((feature) => ({
      id: `to ${feature.name}`,
      label: feature.name,
      note: kindWord(feature.kind) + (feature.name === name.near ? " · most alike" : ""),
    })),
    { id: "ignore", label: "Leave out silently", note: "no rejection, no annotation" },
    ...(mayCreate
      ? [{ id: "create", label: "Add to the ontology", note: `as ${kindWord(name.kind)}, when committed` }]
      : []),
  ];
  return (
    <>
      <div>
        <h2 className={styles.heading}>{countOf(names.unknown.length, "name")} the ontology does not have</h2>
        <p className={styles.faint}>
          What you decide is saved as recipe “{check.name}” of this project, with every version. Two names may
          become one feature.
        </p>
      </div>
      <Table
        label="Names of the file"
        isCompact
        rows={names.unknown}
        rowKey={(name) => placeKey(name.place)}
        columns={[
          {
            id: "name",
            title: "In the file",
            isRowHeader: true,
            width: "34%",
            cell: (name) => (
              <>
                {name.place.length > 1 && (
                  <span className={styles.faint}>{name.place.slice(0, -1).join(" › ")} › </span>
                )}
                <strong>{name.place.at(-1)}</strong>
              </>
            ),
          },
          { id: "kind", title: "Kind", cell: (name) => kindWord(name.kind) },
          {
            id: "becomes",
            title: "Becomes",
            width: "42%",
            cell: (name) => (
              <Select
                label={`What ${name.place.at(-1)} becomes`}
                isLabelHidden
                choices={choices(name)}
                value={spelled(decisions[placeKey(name.place)])}
                onChange={(value) =>
                  desk.dispatch({ type: "decided", place: name.place, decision: decisionOf(value) })
                }
              />
            ),
          },
        ]}
      />
      {open.length > 0 && (
        <p>
          <Tag tone="warn">{countOf(open.length, "name")} undecided</Tag>{" "}
          <span className={styles.faint}>Their rows will be rejected, each with its issue.</span>
        </p>
      )}
      {names.saved.length > 0 && <SavedRecipes desk={desk} saved={names.saved} />}
    </>
  );
}

/** Recipes that know some of the names: one that is picked decides about those. */
function SavedRecipes({ desk, saved }: { desk: WizardDesk; saved: readonly KnownBy[] }) {
  const pick = useMutation({
    mutationFn: async ({ id }: KnownBy) => (await getRecipe({ path: { uid: id }, throwOnError: true })).data,
    onSuccess: (recipe) => {
      desk.dispatch({ type: "recalled", rules: recipe.features as Rules });
      toast(`Decided as in “${recipe.name}”`);
    },
  });
  return (
    <div className={styles.stack}>
      <p className={styles.faint}>
        Saved recipes know some of these names. One that you use decides about them:
      </p>
      <div className={styles.saved}>
        {saved.map((one) => (
          <Button
            key={one.id}
            size="small"
            isPending={pick.isPending && pick.variables.id === one.id}
            onPress={() => pick.mutate(one)}
          >
            Use {one.name} ({countOf(one.known, "name")})
          </Button>
        ))}
      </div>
      {pick.isError && <ErrorState isCompact title="The recipe could not be loaded" error={pick.error} />}
    </div>
  );
}

function spelled(decision: Decision | undefined): string {
  return decision?.kind === "to" ? `to ${decision.name}` : (decision?.kind ?? "undecided");
}

function decisionOf(value: string): Decision {
  if (value.startsWith("to ")) {
    return { kind: "to", name: value.slice(3) };
  }
  return { kind: value as "undecided" | "ignore" | "create" };
}
