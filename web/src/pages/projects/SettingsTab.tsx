import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";
import {
  deleteProject,
  listOntologies,
  type Project,
  type ProjectChanges,
  updateProject,
} from "../../api/gen";
import { Button } from "../../ui/Button";
import { ConfirmDialog } from "../../ui/Dialog";
import { ErrorState } from "../../ui/ErrorState";
import { TrashIcon } from "../../ui/icons";
import { Card, Section } from "../../ui/Page";
import { Select } from "../../ui/Select";
import { Switch } from "../../ui/Switch";
import { TextField } from "../../ui/TextField";
import { toast } from "../../ui/Toast";
import { OffersSettings } from "./OffersSettings";
import styles from "./projects.module.css";
import { useProjectChanged, useThisProject } from "./use-project";

/** Changes a project at once; what was changed is told in the corner. */
export function useChange() {
  const project = useThisProject();
  const changed = useProjectChanged(project.id);
  return useMutation({
    mutationFn: (body: ProjectChanges) =>
      updateProject({ path: { uid: project.id }, body, throwOnError: true }),
    onSuccess: async () => {
      await changed();
      toast("Saved");
    },
  });
}

/** What a project is called, how its work goes, and its end. */
export default function SettingsTab() {
  const project = useThisProject();
  return (
    <div className={styles.sections}>
      <Naming key={project.id} project={project} />
      <Work project={project} />
      <OffersSettings />
      <Deletion project={project} />
    </div>
  );
}

function Naming({ project }: { project: Project }) {
  const change = useChange();
  const [name, setName] = useState(project.name);
  const [description, setDescription] = useState(project.description);
  const isChanged = name.trim() !== project.name || description !== project.description;
  return (
    <Section title="About">
      <Card>
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault();
            change.mutate({ name: name.trim(), description });
          }}
        >
          <TextField
            label="Name"
            value={name}
            onChange={setName}
            error={name.trim() === "" ? "a project needs a name" : undefined}
          />
          <TextField label="Description" rows={3} value={description} onChange={setDescription} />
          {change.isError && <ErrorState isCompact title="It was not saved" error={change.error} />}
          <div className={styles.ends}>
            <Button
              type="submit"
              tone="primary"
              lack={
                isChanged ? (name.trim() === "" ? "Give the project a name" : null) : "Nothing to save yet"
              }
              isPending={change.isPending}
            >
              Save
            </Button>
          </div>
        </form>
      </Card>
    </Section>
  );
}

function Work({ project }: { project: Project }) {
  const change = useChange();
  const ontologies = useQuery({
    queryKey: ["ontologies", "choices"],
    queryFn: async () => (await listOntologies({ query: { limit: 1000 }, throwOnError: true })).data.items,
  });
  return (
    <Section title="Work">
      <Card>
        <div className={styles.form}>
          <Select
            label="Ontology"
            hint="Says what may be labelled. Imports that run keep the version they began with."
            placeholder="No ontology yet"
            choices={(ontologies.data ?? []).map((one) => ({
              id: one.id ?? "",
              label: one.name,
              note: `${one.media_type}, version ${one.version}`,
            }))}
            value={project.ontology ?? null}
            onChange={(ontology) => change.mutate({ ontology })}
          />
          <Switch
            isSelected={project.review}
            onChange={(review) => change.mutate({ review })}
            note="What people submit waits for a reviewer, who approves it or sends it back with a reason."
          >
            Review what is submitted
          </Switch>
          {change.isError && <ErrorState isCompact title="It was not saved" error={change.error} />}
        </div>
      </Card>
    </Section>
  );
}

function Deletion({ project }: { project: Project }) {
  const navigate = useNavigate();
  const changed = useProjectChanged(project.id);
  const [isAsking, setAsking] = useState(false);
  return (
    <Section title="Delete" lead="Its labels and pre-labels go with it; its data rows stay in the catalog.">
      <div>
        <Button tone="danger" icon={TrashIcon} onPress={() => setAsking(true)}>
          Delete project
        </Button>
      </div>
      <ConfirmDialog
        isOpen={isAsking}
        onOpenChange={setAsking}
        title={`Delete ${project.name}?`}
        confirmLabel="Delete project"
        onConfirm={async () => {
          await deleteProject({ path: { uid: project.id }, throwOnError: true });
          navigate("/projects", { replace: true });
          await changed();
        }}
      >
        Its labels, pre-labels, imports and history can no longer be seen. Export it first if you may need
        them.
      </ConfirmDialog>
    </Section>
  );
}
