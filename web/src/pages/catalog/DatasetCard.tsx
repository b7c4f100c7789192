import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import type { Dataset } from "../../api/gen";
import { countOf } from "../../ui/format";
import { Time } from "../../ui/Time";
import styles from "./CatalogPage.module.css";
import { NO_FILTER } from "./row-filter";
import { fetchRows } from "./rows";
import { Thumbnail } from "./Thumbnail";

const SHOWN = 4;

/** A dataset with its first data rows in small. */
export function DatasetCard({ dataset }: { dataset: Dataset }) {
  const { data } = useQuery({
    queryKey: ["rows", "first", dataset.id],
    queryFn: ({ signal }) => fetchRows({ ...NO_FILTER, dataset: dataset.id }, null, { limit: SHOWN, signal }),
    enabled: dataset.row_count > 0,
    staleTime: 60_000,
  });
  const rows = data?.rows ?? [];
  return (
    <li className={styles.card}>
      <Link to={`/catalog/${dataset.id}`} className={styles.link}>
        <span className={styles.pictures} data-count={rows.length}>
          {rows.map((row) => (
            <span key={row.id} className={styles.picture}>
              <Thumbnail row={row} />
            </span>
          ))}
          {dataset.row_count === 0 && <span className={styles.empty}>Empty</span>}
        </span>
        <span className={styles.about}>
          <span className={styles.name}>{dataset.name}</span>
          <span className={styles.facts}>
            <span className="numeric">{countOf(dataset.row_count, "data row")}</span>
            <Time at={dataset.created_at} />
          </span>
        </span>
      </Link>
    </li>
  );
}
