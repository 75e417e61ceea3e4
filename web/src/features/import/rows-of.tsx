import type { ReactNode } from "react";
import { useT } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { ErrorState, Skeleton } from "../../ui/states";
import checkStyles from "./check.module.css";
import styles from "./import.module.css";
import { useRows } from "./queries";
import type { Import, ImportRow, RowKind } from "./types";

type Props = { i: Import; kind: RowKind; children: (rows: ImportRow[]) => ReactNode };

// RowsOf reads the rows of one kind, a hundred at a time.
export function RowsOf({ i, kind, children }: Props) {
	const t = useT();
	const query = useRows(i, kind);
	if (!query.data) {
		return query.error ? (
			<ErrorState error={query.error} onRetry={() => void query.refetch()} />
		) : (
			<Skeleton lines={5} />
		);
	}
	const rows = query.data.pages.flatMap((p) => p.items);
	const total = query.data.pages[0]?.total ?? rows.length;
	return (
		<>
			{children(rows)}
			{query.hasNextPage && (
				<div className={checkStyles.moreRows}>
					<span className={styles.quiet}>{t("import.rows.shown", { shown: rows.length, total })}</span>
					<Button small isPending={query.isFetchingNextPage} onPress={() => void query.fetchNextPage()}>
						{t("import.rows.more")}
					</Button>
				</div>
			)}
		</>
	);
}
