import type { Import } from "../../api/gen";
import { count } from "../../ui/format";
import { Table, type TableColumn } from "../../ui/Table";
import { Tag } from "../../ui/Tag";
import { Time } from "../../ui/Time";
import { PURPOSES } from "../projects/words";
import { importTag, rowsTaken } from "./import-words";

export interface ImportTableProps {
  label: string;
  imports: readonly Import[];
  /** Names of projects by their ids, where the imports are of several. */
  projects?: ReadonlyMap<string, string>;
}

/** Imports in the words they have everywhere: what came in, as what, how it stands, and what became of the rows. */
export function ImportTable({ label, imports, projects }: ImportTableProps) {
  const project: TableColumn<Import> = {
    id: "project",
    title: "Project",
    cell: (one) => projects?.get(one.project ?? "") ?? "–",
  };
  return (
    <Table
      label={label}
      isCompact
      rows={imports}
      rowKey={(one) => one.id}
      rowHref={(one) => `/imports/${one.id}`}
      columns={[
        { id: "name", title: "Import", isRowHeader: true, width: "32%", cell: (one) => one.name },
        ...(projects ? [project] : []),
        { id: "purpose", title: "As", cell: (one) => PURPOSES[one.purpose] ?? one.purpose },
        { id: "state", title: "State", cell: (one) => <State job={one} /> },
        {
          id: "taken",
          title: "Rows taken",
          align: "end",
          cell: (one) => count(rowsTaken(one)),
        },
        {
          id: "rejected",
          title: "Rejected",
          align: "end",
          cell: (one) => count(one.counts.rejected ?? 0),
        },
        { id: "at", title: "When", cell: (one) => <Time at={one.created_at} /> },
      ]}
    />
  );
}

function State({ job }: { job: Import }) {
  const { label, tone } = importTag(job);
  return <Tag tone={tone}>{label}</Tag>;
}
