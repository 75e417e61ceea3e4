import { type KeyboardEvent, useRef } from "react";
import type { Translate } from "../../i18n/lang";
import { useT } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { ErrorState, Skeleton } from "../../ui/states";
import { lettersOf } from "./logic";
import { usePreview } from "./queries";
import styles from "./raw.module.css";
import { Scroller } from "./scroller";
import type { Import, ImportChange, Preview } from "./types";

type Lines = Pick<Import, "first_header_row" | "header_row" | "transposed">;

// headersText says which lines hold the headers: "Line 1", "Lines 3 and 4".
export function headersText(i: Lines, t: Translate): string {
	const name = (n: number) => (i.transposed ? lettersOf(n) : String(n));
	if (i.header_row === 0) return t("import.raw.none");
	const way = i.transposed ? "column" : "line";
	if (i.first_header_row === i.header_row) return t("import.raw.one", { way, at: name(i.header_row) });
	return t("import.raw.several", { way, from: name(i.first_header_row), to: name(i.header_row) });
}

type Props = { i: Import; onChange: (change: ImportChange) => void };

// RawSheet shows the first lines of the sheet as they lie in the file. A click on
// the number of a line makes it the header; with Shift, or the arrow keys and
// Shift, the headers reach over several lines. Where a project stands in each
// column, the letters are chosen in the same way.
export function RawSheet({ i, onChange }: Props) {
	const t = useT();
	const preview = usePreview(i.id, i.sheet);
	if (!preview.data) {
		return preview.error ? (
			<ErrorState error={preview.error} onRetry={() => void preview.refetch()} />
		) : (
			<Skeleton lines={6} />
		);
	}
	const choose = (at: number, extend: boolean) => onChange(chosen(i, at, extend));
	return (
		<section className={styles.raw} aria-label={t("import.raw.title")}>
			<header className={styles.head}>
				<p>{t(i.transposed ? "import.raw.leadColumns" : "import.raw.leadLines")}</p>
				{i.header_row > 0 && (
					<Button small kind="quiet" onPress={() => onChange({ first_header_row: 0, header_row: 0 })}>
						{t("import.raw.noHeaders")}
					</Button>
				)}
			</header>
			<Scroller label={t("import.raw.title")}>
				<RawTable p={preview.data} i={i} onChoose={choose} />
			</Scroller>
			{preview.data.height > (preview.data.lines.at(-1)?.number ?? 0) && (
				<p className={styles.more}>
					{t("import.raw.more", { shown: preview.data.lines.length, all: preview.data.height })}
				</p>
			)}
		</section>
	);
}

// chosen is what a click on a line asks for: that line as the header or, to
// extend, all lines from the one chosen before to this one.
export function chosen(i: Lines, at: number, extend: boolean): ImportChange {
	if (!extend || i.header_row === 0) return { first_header_row: at, header_row: at };
	return {
		first_header_row: Math.min(at, i.first_header_row),
		header_row: Math.max(at, at < i.first_header_row ? i.header_row : at),
	};
}

type TableProps = { p: Preview; i: Import; onChoose: (at: number, extend: boolean) => void };

function RawTable({ p, i, onChoose }: TableProps) {
	const t = useT();
	const columns = Array.from({ length: p.columns }, (_, n) => n + 1);
	const rows = p.lines.map((l) => l.number);
	const state = (n: number) => (n < i.first_header_row ? "above" : n <= i.header_row ? "header" : undefined);
	const pick = (all: number[], n: number, name: string) => (
		<Pick
			at={n}
			all={all}
			name={name}
			isChosen={state(n) === "header"}
			first={i.first_header_row || all[0]}
			onChoose={onChoose}
		/>
	);
	return (
		<table className={styles.table} aria-label={t("import.raw.title")} data-transposed={i.transposed || undefined}>
			<thead>
				<tr>
					<td />
					{columns.map((c) => (
						<th key={c} scope="col" data-state={i.transposed ? state(c) : undefined}>
							{i.transposed ? pick(columns, c, lettersOf(c)) : lettersOf(c)}
						</th>
					))}
				</tr>
			</thead>
			<tbody>
				{p.lines.map((l) => (
					<tr key={l.number} data-state={i.transposed ? undefined : state(l.number)}>
						<th scope="row">{i.transposed ? l.number : pick(rows, l.number, String(l.number))}</th>
						{columns.map((c) => (
							<td key={c} data-state={i.transposed ? state(c) : undefined}>
								<span>{l.cells[c - 1] ?? ""}</span>
							</td>
						))}
					</tr>
				))}
			</tbody>
		</table>
	);
}

type PickProps = {
	at: number;
	all: number[];
	name: string;
	isChosen: boolean;
	first: number | undefined;
	onChoose: (at: number, extend: boolean) => void;
};

// Pick is the number of a line. One of them is in the order of the Tab key; the
// arrow keys go to the others.
function Pick({ at, all, name, isChosen, first, onChoose }: PickProps) {
	const t = useT();
	const button = useRef<HTMLButtonElement>(null);
	const onKeyDown = (e: KeyboardEvent) => {
		const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[e.key];
		if (!step) return;
		e.preventDefault();
		const next = all[all.indexOf(at) + step];
		const table = button.current?.closest("table");
		const other = next === undefined ? null : table?.querySelector<HTMLButtonElement>(`button[data-at="${next}"]`);
		other?.focus();
		if (e.shiftKey && next !== undefined) onChoose(next, true);
	};
	return (
		<button
			ref={button}
			type="button"
			data-at={at}
			className={styles.pick}
			aria-pressed={isChosen}
			aria-label={t("import.raw.pick", { at: name })}
			tabIndex={at === first || (!all.includes(first ?? 0) && at === all[0]) ? 0 : -1}
			onKeyDown={onKeyDown}
			onClick={(e) => onChoose(at, e.shiftKey)}
		>
			{name}
		</button>
	);
}
