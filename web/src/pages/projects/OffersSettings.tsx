import { useQuery } from "@tanstack/react-query";
import { listImports, type Project, type ProjectChanges } from "../../api/gen";
import { ErrorState } from "../../ui/ErrorState";
import { NumberField } from "../../ui/NumberField";
import { Card, Section } from "../../ui/Page";
import { Select } from "../../ui/Select";
import { Switch } from "../../ui/Switch";
import styles from "./projects.module.css";
import { useChange } from "./SettingsTab";
import { projectKey, useThisProject } from "./use-project";

type Show = "newest" | "all" | "none" | "version";

interface Offers {
  show: Show;
  version: string | null;
  copied: boolean;
}

/** A project of a server that knows which pre-labels are shown. */
interface WithOffers {
  offers?: Offers;
  overlap?: number;
}

const SHOWN: { id: Show; label: string; note: string }[] = [
  { id: "newest", label: "The newest version", note: "of each model, on every data row" },
  { id: "all", label: "All versions", note: "beside each other" },
  { id: "version", label: "One version", note: "whatever comes later" },
  { id: "none", label: "None", note: "people begin with what they see" },
];

/** Which pre-labels people see, and how many people label the same data row. */
export function OffersSettings() {
  const project = useThisProject() as Project & WithOffers;
  const change = useChange();
  const imports = useQuery({
    queryKey: [...projectKey(project.id), "imports", "pre_label"],
    queryFn: async () =>
      (await listImports({ path: { uid: project.id }, query: { purpose: "pre_label" }, throwOnError: true }))
        .data.items,
  });
  const { offers, overlap } = project;
  if (offers === undefined) {
    return null;
  }
  const save = (changes: WithOffers) => change.mutate(changes as ProjectChanges);
  const versions = (imports.data ?? []).map(({ name }) => ({ id: name, label: name }));
  return (
    <Section title="Pre-labels and people">
      <Card>
        <div className={styles.form}>
          <Select
            label="Show predictions"
            choices={SHOWN}
            value={offers.show}
            onChange={(show) =>
              save({
                offers: { ...offers, show, version: show === "version" ? (versions[0]?.id ?? null) : null },
              })
            }
          />
          {offers.show === "version" && (
            <Select
              label="Version"
              hint="The import that brought it."
              choices={versions}
              value={offers.version}
              onChange={(version) => save({ offers: { ...offers, version } })}
            />
          )}
          <Switch
            isSelected={offers.copied}
            isDisabled={offers.show === "none"}
            onChange={(copied) => save({ offers: { ...offers, copied } })}
            note="A task of the queue begins with the pre-labels taken over; otherwise people accept them one by one."
          >
            Begin with a copy of the pre-labels
          </Switch>
          {overlap !== undefined && (
            <NumberField
              label="People per data row"
              hint="A data row is done when this many people have submitted a label."
              minValue={1}
              maxValue={50}
              value={overlap}
              onChange={(value) => Number.isInteger(value) && save({ overlap: value })}
            />
          )}
          {change.isError && <ErrorState isCompact title="It was not saved" error={change.error} />}
        </div>
      </Card>
    </Section>
  );
}
