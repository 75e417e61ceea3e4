import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Attribute, Row } from "../../api/types";
import { keys } from "../../data/query-keys";
import { type RowQuery, readRows } from "../../data/rows";
import type { FieldContext } from "../../fields/kind";
import { useT } from "../../i18n/use-lang";
import { EmptyState, ErrorState, Skeleton } from "../../ui/states";
import { Chart } from "../chart/chart";
import type { BubbleState } from "../view-state";
import styles from "./bubble.module.css";
import { specOf } from "./bubble-spec";
import { BubbleTools } from "./bubble-tools";

type Props = {
	query: RowQuery;
	bubble: BubbleState;
	attributes: readonly Attribute[];
	context: FieldContext;
	chosen?: ReadonlySet<string>;
	onChoose?: (ids: ReadonlySet<string>, rows: readonly Row[]) => void;
	onChange: (bubble: BubbleState) => void;
	onOpen: (row: Row) => void;
	// still: without the tools, as on a dashboard
	still?: boolean;
};

// most is how many bubbles can still be told apart: the largest ones.
const most = 600;

// Bubbles sets the projects between two axes. Those in a frame, or picked in the
// table that the picture also is, are chosen together.
export function Bubbles({ query, bubble, attributes, context, chosen, onChoose, onChange, onOpen, still }: Props) {
	const t = useT();
	const { x, y, size, colour } = bubble;
	const fields = [...new Set(["code", "name", "currency", x, y, size, colour])].filter((key) =>
		attributes.some((a) => a.key === key),
	);
	const asked = {
		...query,
		fields,
		sort: size ? `-${size}` : query.sort,
		group: "",
		tree: "",
		trends: "",
		compareTo: "",
	};
	const { data, error, refetch } = useQuery({
		queryKey: [...keys.projects, "bubbles", asked],
		queryFn: ({ signal }) => readRows(asked, { limit: most, subtotals: "0-0" }, signal),
		placeholderData: keepPreviousData,
	});
	const placed = useMemo(
		() => (data ? specOf(data.rows, bubble, attributes, context, t) : null),
		[data, bubble, attributes, context, t],
	);
	const open = (id: string) => {
		const row = data?.rows.find((r) => r.id === id);
		if (row) onOpen(row);
	};
	return (
		<div className={styles.frame}>
			{!still && <BubbleTools bubble={bubble} attributes={attributes} context={context} onChange={onChange} />}
			<div className={styles.picture}>
				{error ? (
					<ErrorState error={error} onRetry={() => void refetch()} />
				) : !data ? (
					<Skeleton lines={12} />
				) : !placed ? (
					<EmptyState icon="chart" title={t("bubbles.axes")} />
				) : placed.spec.points.length === 0 ? (
					<EmptyState icon="chart" title={t("bubbles.none")} />
				) : (
					<Chart
						spec={placed.spec}
						{...(chosen ? { chosen } : {})}
						{...(onChoose ? { onChoose: (ids: ReadonlySet<string>) => onChoose(ids, data.rows) } : {})}
						onOpen={open}
					/>
				)}
			</div>
			{data && placed && (
				<p className={styles.note}>
					{placed.spec.size && <span>{t("bubbles.sizeOf", { name: placed.spec.size.title })}</span>}
					{placed.empty > 0 && <span>{t("bubbles.empty", { count: placed.empty })}</span>}
					{placed.currencies.length > 1 && (
						<span>{t("bubbles.currency", { currency: placed.currencies[0] ?? "" })}</span>
					)}
					{data.total > data.rows.length && <span>{t("bubbles.more", { count: data.total - data.rows.length })}</span>}
				</p>
			)}
		</div>
	);
}
