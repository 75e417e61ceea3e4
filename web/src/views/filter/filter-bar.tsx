import { useState } from "react";
import type { Attribute } from "../../api/types";
import type { FieldContext } from "../../fields/kind";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button, IconButton } from "../../ui/button";
import { ComboBox } from "../../ui/combobox";
import { Popover } from "../../ui/popover";
import { TextField } from "../../ui/text-field";
import { ChipEditor } from "./chip-editor";
import { operatorWord, valuesText } from "./chip-words";
import { type Chip, readChips, writeChips } from "./condition";
import styles from "./filter.module.css";

type Props = {
	attributes: readonly Attribute[];
	context: FieldContext;
	filter: string;
	error?: string;
	onFilter: (text: string) => void;
};

// Filters shows a filter as one chip for each condition; a filter that is more
// than that is shown, and edited, as text.
export function Filters({ attributes, context, filter, error, onFilter }: Props) {
	const { t } = useLang();
	const chips = readChips(filter);
	const [asText, setAsText] = useState(false);
	const put = (at: number, chip: Chip | null) => {
		const next = [...(chips ?? [])];
		if (chip) next[at] = chip;
		else next.splice(at, 1);
		onFilter(writeChips(next));
	};
	if (asText || !chips || error) {
		return (
			<Advanced
				filter={filter}
				error={error}
				onFilter={onFilter}
				onChips={chips ? () => setAsText(false) : undefined}
				onClear={() => {
					setAsText(false);
					onFilter("");
				}}
			/>
		);
	}
	return (
		<div className={styles.chips}>
			{chips.map((chip, i) => (
				<ChipView key={i} chip={chip} attributes={attributes} context={context} onChange={(c) => put(i, c)} />
			))}
			<AddFilter
				attributes={attributes}
				context={context}
				onAdd={(chip) => put(chips.length, chip)}
				onText={() => setAsText(true)}
			/>
			{chips.length > 1 && (
				<Button small kind="quiet" onPress={() => onFilter("")}>
					{t("portfolio.filter.clear")}
				</Button>
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
	const values = valuesText(chip, attribute, context, t);
	const words = t(operatorWord(chip.op, attribute));
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
						<ChipEditor chip={chip} attribute={attribute} context={context} onChange={onChange} onClose={close} />
					) : null
				}
			</Popover>
			<IconButton icon="close" label={t("portfolio.filter.remove", { name })} onPress={() => onChange(null)} small />
		</span>
	);
}

type AddProps = {
	attributes: readonly Attribute[];
	context: FieldContext;
	onAdd: (chip: Chip) => void;
	onText: () => void;
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

function NewChip({ attributes, context, onAdd, onText, close }: AddProps & { close: () => void }) {
	const { t, lang } = useLang();
	const [key, setKey] = useState<string | null>(null);
	const attribute = attributes.find((a) => a.key === key);
	return (
		<div className={styles.editor}>
			<ComboBox
				label={t("portfolio.filter.attribute")}
				options={attributes.map((a) => ({ id: a.key, name: pick(a.label, lang) }))}
				value={key}
				onChange={setKey}
				autoFocus
			/>
			{attribute ? (
				<ChipEditor
					key={key}
					chip={null}
					attribute={attribute}
					context={context}
					onChange={(chip) => chip && onAdd(chip)}
					onClose={close}
				/>
			) : (
				<Button
					small
					kind="quiet"
					icon="edit"
					onPress={() => {
						close();
						onText();
					}}
				>
					{t("portfolio.filter.asText")}
				</Button>
			)}
		</div>
	);
}

type AdvancedProps = {
	filter: string;
	error?: string;
	onFilter: (text: string) => void;
	onChips?: () => void;
	onClear: () => void;
};

function Advanced({ filter, error, onFilter, onChips, onClear }: AdvancedProps) {
	const { t } = useLang();
	const [typed, setTyped] = useState(filter);
	const apply = () => onFilter(typed.trim());
	return (
		<div className={styles.advanced}>
			<TextField
				label={t("portfolio.filter.condition")}
				hideLabel
				value={typed}
				onChange={setTyped}
				placeholder={t("portfolio.filter.example")}
				onKeyDown={(e) => e.key === "Enter" && apply()}
				error={typed.trim() === filter ? error : undefined}
				spellCheck="false"
				autoFocus
			/>
			<Button kind="primary" onPress={apply} isDisabled={typed.trim() === filter}>
				{t("portfolio.filter.apply")}
			</Button>
			{onChips && !error && (
				<Button kind="quiet" onPress={onChips}>
					{t("portfolio.filter.asChips")}
				</Button>
			)}
			<Button kind="quiet" onPress={onClear}>
				{t("portfolio.filter.clear")}
			</Button>
		</div>
	);
}
