import { lazy, Suspense, useState } from "react";
import type { Attribute } from "../../api/types";
import type { RowQuery } from "../../data/rows";
import type { FieldContext } from "../../fields/kind";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button, IconButton } from "../../ui/button";
import { later } from "../../ui/later";
import { Popover } from "../../ui/popover";
import { operatorWord, valuesText } from "./chip-words";
import { type Chip, readChips, writeChips } from "./condition";
import { useFilterable } from "./facts";
import styles from "./filter.module.css";
import { useNamed } from "./named";

const ChipEditor = lazy(() => import("./chip-editor").then((m) => ({ default: m.ChipEditor })));
const Sentence = later(() => import("./sentence").then((m) => m.Sentence));
const NewChip = later(() => import("./new-chip").then((m) => m.NewChip));
const Builder = lazy(() => import("./builder").then((m) => ({ default: m.Builder })));

type Props = {
	attributes: readonly Attribute[];
	context: FieldContext;
	filter: string;
	error?: string;
	// query: of the list, to count what a filter keeps
	query: RowQuery;
	onFilter: (text: string) => void;
};

// Filters shows a filter as one chip for each condition; a filter that is more
// than that as one chip, and it is made of blocks.
export function Filters({ attributes: own, context, filter, error, query, onFilter }: Props) {
	const { t } = useLang();
	const attributes = useFilterable(own);
	const chips = readChips(filter);
	const [building, setBuilding] = useState(false);
	const put = (at: number, chip: Chip | null) => {
		const next = [...(chips ?? [])];
		if (chip) next[at] = chip;
		else next.splice(at, 1);
		onFilter(writeChips(next));
	};
	return (
		<div className={styles.chips}>
			{chips?.map((chip, i) => (
				<ChipView key={i} chip={chip} attributes={attributes} context={context} onChange={(c) => put(i, c)} />
			))}
			{!chips && (
				<span className={styles.chip}>
					<Button small kind="quiet" onPress={() => setBuilding(true)}>
						<span className={styles.whole}>
							<Sentence filter={filter} attributes={own} context={context} />
						</span>
					</Button>
					<IconButton icon="close" label={t("portfolio.filter.clear")} onPress={() => onFilter("")} small />
				</span>
			)}
			{chips && <AddFilter attributes={attributes} context={context} onAdd={(chip) => put(chips.length, chip)} />}
			<IconButton icon="admin" label={t("views.blocks.open")} onPress={() => setBuilding(true)} small />
			{chips && chips.length > 1 && (
				<Button small kind="quiet" onPress={() => onFilter("")}>
					{t("portfolio.filter.clear")}
				</Button>
			)}
			{error && (
				<span className={styles.error} role="alert">
					{error}
				</span>
			)}
			{building && (
				<Suspense fallback={null}>
					<Builder
						attributes={attributes}
						context={context}
						filter={filter}
						query={query}
						onFilter={onFilter}
						onClose={() => setBuilding(false)}
						linkable
					/>
				</Suspense>
			)}
		</div>
	);
}

type ChipProps = {
	chip: Chip;
	attributes: readonly Attribute[];
	context: FieldContext;
	onChange: (chip: Chip | null) => void;
};

function ChipView({ chip, attributes, context, onChange }: ChipProps) {
	const { t, lang } = useLang();
	const attribute = attributes.find((a) => a.key === chip.key);
	const name = attribute ? pick(attribute.label, lang) : chip.key;
	const named = useNamed(writeChips([chip]), attributes, lang);
	const values = valuesText(chip, attribute, context, t, named);
	const words = t(operatorWord(chip.op, attribute, chip));
	return (
		<span className={styles.chip}>
			<Popover
				label={t("portfolio.filter.change", { name })}
				trigger={
					<Button small kind="quiet">
						<span className={styles.name}>{name}</span> <span className={styles.op}>{words}</span>
						{values && <span className={styles.values}>{values}</span>}
					</Button>
				}
			>
				{(close) =>
					attribute ? (
						<Suspense fallback={null}>
							<ChipEditor chip={chip} attribute={attribute} context={context} onChange={onChange} onClose={close} />
						</Suspense>
					) : null
				}
			</Popover>
			<IconButton icon="close" label={t("portfolio.filter.remove", { name })} onPress={() => onChange(null)} small />
		</span>
	);
}

export type AddProps = {
	attributes: readonly Attribute[];
	context: FieldContext;
	onAdd: (chip: Chip) => void;
};

function AddFilter(props: AddProps) {
	const { t } = useLang();
	return (
		<Popover
			label={t("portfolio.filter.add")}
			trigger={
				<Button kind="quiet" icon="filter">
					{t("portfolio.filter.add")}
				</Button>
			}
		>
			{(close) => <NewChip {...props} close={close} />}
		</Popover>
	);
}
