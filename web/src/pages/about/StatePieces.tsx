import { ApiProblem } from "../../api/problem";
import { Button } from "../../ui/Button";
import { CodeBlock } from "../../ui/CodeBlock";
import { CopyButton } from "../../ui/CopyButton";
import { Disclosure } from "../../ui/Disclosure";
import { EmptyState } from "../../ui/EmptyState";
import { ErrorState } from "../../ui/ErrorState";
import { CatalogIcon, PlusIcon, SuccessIcon } from "../../ui/icons";
import { KeyCap } from "../../ui/KeyCap";
import { Loading } from "../../ui/Loading";
import { Card, Section } from "../../ui/Page";
import { ProgressBar } from "../../ui/ProgressBar";
import { Table, type TableColumn } from "../../ui/Table";
import { Badge, Swatch, Tag } from "../../ui/Tag";
import { Time } from "../../ui/Time";
import { Tree } from "../../ui/Tree";
import styles from "./pieces.module.css";

interface Row {
  id: number;
  name: string;
  rows: number;
}

const ROWS: Row[] = Array.from({ length: 1000 }, (_, id) => ({ id, name: `dataset ${id}`, rows: id * 37 }));
const COLUMNS: TableColumn<Row>[] = [
  { id: "name", title: "Name", cell: (row) => row.name, isSortable: true, width: "2fr" },
  { id: "state", title: "State", cell: () => <Tag tone="good">done</Tag>, width: 120 },
  { id: "rows", title: "Data rows", cell: (row) => row.rows.toLocaleString("en"), align: "end", width: 120 },
];
const PROBLEM = new ApiProblem({
  status: 409,
  title: "Conflict",
  detail: "a dataset is called `street` already",
  hint: "give it another name, or use the one there is",
  code: "CNF004",
});

export function StatePieces() {
  return (
    <>
      <Section title="Words about things">
        <div className={styles.row}>
          <Tag>draft</Tag>
          <Tag tone="accent">running</Tag>
          <Tag tone="good" icon={SuccessIcon}>
            finished
          </Tag>
          <Tag tone="warn">3 rejected</Tag>
          <Tag tone="bad">failed</Tag>
          <Badge count={1204} />
          <Badge count={7} tone="accent" />
          <Swatch color="#d9480f" />
          <KeyCap keys="ctrl+shift+z" />
          <CopyButton text="0190a000" label="Copy id" />
          <Time at={new Date(Date.now() - 3 * 3600_000).toISOString()} />
        </div>
        <div className={styles.grid}>
          <ProgressBar label="Importing" value={62} />
          <ProgressBar label="Looking at the file" isIndeterminate />
        </div>
      </Section>
      <Section title="Table">
        <Table
          label="Datasets"
          columns={COLUMNS}
          rows={ROWS.slice(1, 4)}
          rowKey={(row) => row.id}
          selectionMode="multiple"
          sortDescriptor={{ column: "name", direction: "ascending" }}
        />
        <div className={styles.tall}>
          <Table label="Many datasets" columns={COLUMNS} rows={ROWS} rowKey={(row) => row.id} isVirtual />
        </div>
      </Section>
      <Section title="Tree">
        <Card isPadded={false}>
          <Tree
            label="Features"
            defaultExpandedKeys={["car"]}
            selectionMode="single"
            nodes={[
              {
                id: "car",
                name: "car",
                content: (
                  <>
                    <Swatch color="#d9480f" /> car
                  </>
                ),
                extra: "117",
                children: [{ id: "occluded", name: "occluded", extra: "radio" }],
              },
              { id: "person", name: "person" },
            ]}
          />
        </Card>
      </Section>
      <Section title="States">
        <Card>
          <EmptyState
            icon={CatalogIcon}
            title="No datasets yet"
            actions={
              <Button tone="primary" icon={PlusIcon}>
                New dataset
              </Button>
            }
          >
            A dataset is a named set of data rows. Drop images here to make one.
          </EmptyState>
        </Card>
        <ErrorState title="The dataset was not made" error={PROBLEM} onRetry={() => undefined} />
        <ErrorState error={PROBLEM} isCompact />
        <Loading />
        <CodeBlock
          label="Import pre-labels"
          language="Python"
          code={'import postil\n\nclient = postil.Client()\nproject = client.get_project("street")'}
        />
        <Disclosure title="What happens to rows that are wrong">They are left out and reported.</Disclosure>
      </Section>
    </>
  );
}
