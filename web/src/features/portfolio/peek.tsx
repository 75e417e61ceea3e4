import type { KeyboardEvent } from "react";
import type { Attribute } from "../../api/types";
import { seenOf, shownBy, unveiled, useFit } from "../../data/forms";
import { useProject } from "../../data/projects";
import { useFieldContext } from "../../fields/use-context";
import { useT } from "../../i18n/use-lang";
import { ButtonLink } from "../../ui/button";
import { SidePanel } from "../../ui/side-panel";
import { ErrorState, Skeleton } from "../../ui/states";
import { useParam } from "../../url/use-search";
import { Star } from "../../views/places/star";
import { HistoryDrawer } from "../../views/record/history";
import { KeyFigures } from "../../views/record/key-figures";
import { RecordSections } from "../../views/record/record";
import { Talk } from "../../views/record/talk";

type Props = {
	id: string;
	attributes: readonly Attribute[];
	asOf: string;
	compareTo: string;
	onClose: () => void;
	onStep: (by: number) => void;
};

// Peek shows a project beside the list. The arrows go to the next one.
export function Peek({ id, attributes, asOf, compareTo, onClose, onStep }: Props) {
	const t = useT();
	const context = useFieldContext();
	const read = useProject(id, asOf, compareTo);
	const [history, setHistory] = useParam("history");
	const row = read.data?.id === id ? read.data : undefined;
	const form = useFit(id, asOf, seenOf(row, attributes));
	const onKeyDown = (e: KeyboardEvent) => {
		const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
		if (step === undefined || !(e.target instanceof HTMLElement) || e.target.tagName !== "SECTION") return;
		e.preventDefault();
		onStep(step);
	};
	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: keys of the panel inside
		<div style={{ display: "contents" }} onKeyDown={onKeyDown}>
			<SidePanel
				title={String(row?.name ?? "…")}
				actions={
					row && (
						<Star
							place={{
								kind: "project",
								id,
								name: String(row.name ?? ""),
								...(typeof row.code === "string" ? { detail: row.code } : {}),
							}}
						/>
					)
				}
				onClose={onClose}
				onNext={() => onStep(1)}
				onPrevious={() => onStep(-1)}
				footer={
					<ButtonLink href={`/project/${id}`} icon="open">
						{t("portfolio.menu.page")}
					</ButtonLink>
				}
			>
				{row && !form.isPending ? (
					<>
						<KeyFigures row={row} attributes={shownBy(form.data, unveiled(row, attributes))} small />
						<RecordSections
							key={id}
							row={row}
							attributes={attributes}
							context={context}
							fit={form.data}
							canEdit={!asOf && !compareTo && row.state === "active" && row.can_edit === true}
							onHistory={setHistory}
						/>
						<Talk project={id} readOnly={!!asOf || !!compareTo} />
					</>
				) : read.error ? (
					<ErrorState error={read.error} onRetry={() => void read.refetch()} />
				) : (
					<Skeleton lines={12} />
				)}
			</SidePanel>
			{history && (
				<HistoryDrawer
					id={id}
					attribute={history === "all" ? "" : history}
					attributes={attributes}
					context={context}
					row={row?.can_edit && row.state === "active" && !asOf && !compareTo ? row : undefined}
					onClose={() => setHistory(null)}
				/>
			)}
		</div>
	);
}
