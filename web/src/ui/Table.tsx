import { type ReactNode, useMemo } from "react";
import {
  Checkbox as AriaCheckbox,
  Table as AriaTable,
  Cell,
  Column,
  type Key,
  Row,
  type Selection,
  type SortDescriptor,
  TableBody,
  TableHeader,
  TableLayout,
  useTableOptions,
  Virtualizer,
} from "react-aria-components";
import { CheckMark } from "./Checkbox";
import choice from "./choice.module.css";
import { classes } from "./classes";
import { ChevronDownIcon, ChevronUpIcon } from "./icons";
import styles from "./Table.module.css";

export interface TableColumn<T> {
  id: string;
  /** What stands above; `isTitleHidden` for a column of buttons. */
  title: string;
  isTitleHidden?: boolean;
  cell: (row: T) => ReactNode;
  /** The name of the row, read aloud with it. One column has it; by default the first. */
  isRowHeader?: boolean;
  align?: "start" | "end";
  /** CSS width, or in a virtual table pixels or a fraction: `120`, `"2fr"`. */
  width?: number | string;
  isSortable?: boolean;
}

export interface TableProps<T> {
  label: string;
  columns: readonly TableColumn<T>[];
  rows: readonly T[];
  rowKey: (row: T) => Key;
  /** Where a row leads: the whole row is a link. */
  rowHref?: (row: T) => string;
  onRowAction?: (key: Key) => void;
  empty?: ReactNode;
  selectionMode?: "none" | "single" | "multiple";
  selectedKeys?: "all" | Iterable<Key>;
  onSelectionChange?: (keys: Selection) => void;
  sortDescriptor?: SortDescriptor;
  onSortChange?: (sort: SortDescriptor) => void;
  /** Draws only the rows in view; the table then scrolls in what is around it, which has a height. */
  isVirtual?: boolean;
  rowHeight?: number;
  isCompact?: boolean;
}

/** Rows of the same kind. Arrow keys move through them; long ones are drawn as far as they are seen. */
export function Table<T extends object>(props: TableProps<T>) {
  const { rowHeight = 40, isVirtual = false } = props;
  const layoutOptions = useMemo(() => ({ rowHeight, headingHeight: 32 }), [rowHeight]);
  if (!isVirtual) {
    return (
      <div className={styles.scroll}>
        <Grid {...props} />
      </div>
    );
  }
  return (
    <Virtualizer layout={TableLayout} layoutOptions={layoutOptions}>
      <Grid {...props} />
    </Virtualizer>
  );
}

function Grid<T extends object>(props: TableProps<T>) {
  const { label, columns, rows, rowKey, rowHref, onRowAction, empty, isVirtual, isCompact } = props;
  const headed = columns.some((column) => column.isRowHeader);
  return (
    <AriaTable
      aria-label={label}
      selectionMode={props.selectionMode}
      selectedKeys={props.selectedKeys}
      onSelectionChange={props.onSelectionChange}
      sortDescriptor={props.sortDescriptor}
      onSortChange={props.onSortChange}
      onRowAction={onRowAction}
      className={classes(styles.table, isVirtual && styles.virtual, isCompact && styles.compact)}
    >
      <Header columns={columns} headed={headed} />
      <TableBody
        items={rows}
        dependencies={[columns]}
        renderEmptyState={() => <div className={styles.empty}>{empty ?? "Nothing here"}</div>}
      >
        {(row) => (
          <RowOf id={rowKey(row)} href={rowHref?.(row)}>
            {columns.map((column) => (
              <Cell key={column.id} className={classes(styles.cell, column.align === "end" && styles.end)}>
                {column.cell(row)}
              </Cell>
            ))}
          </RowOf>
        )}
      </TableBody>
    </AriaTable>
  );
}

function Header<T>({ columns, headed }: { columns: readonly TableColumn<T>[]; headed: boolean }) {
  const { selectionBehavior, selectionMode } = useTableOptions();
  return (
    <TableHeader className={styles.header}>
      {selectionBehavior === "toggle" && (
        <Column width={40} className={classes(styles.column, styles.pick)}>
          {selectionMode === "multiple" && <PickBox />}
        </Column>
      )}
      {columns.map((column, at) => (
        <Column
          key={column.id}
          id={column.id}
          isRowHeader={headed ? column.isRowHeader : at === 0}
          allowsSorting={column.isSortable}
          width={column.width as number | undefined}
          style={typeof column.width === "number" ? { width: column.width } : undefined}
          className={classes(styles.column, column.align === "end" && styles.end)}
        >
          {({ sortDirection, allowsSorting }) => (
            <span className={column.isTitleHidden ? "visually-hidden" : styles.title}>
              {column.title}
              {allowsSorting && sortDirection === "ascending" && <ChevronUpIcon size={12} />}
              {allowsSorting && sortDirection === "descending" && <ChevronDownIcon size={12} />}
            </span>
          )}
        </Column>
      ))}
    </TableHeader>
  );
}

function RowOf({ id, href, children }: { id: Key; href?: string; children: ReactNode }) {
  const { selectionBehavior } = useTableOptions();
  return (
    <Row id={id} href={href} className={styles.row ?? ""}>
      {selectionBehavior === "toggle" && (
        <Cell className={classes(styles.cell, styles.pick)}>
          <PickBox />
        </Cell>
      )}
      {children}
    </Row>
  );
}

function PickBox() {
  return (
    <AriaCheckbox slot="selection" className={choice.choice ?? ""}>
      {({ isIndeterminate }) => <CheckMark isIndeterminate={isIndeterminate} />}
    </AriaCheckbox>
  );
}
