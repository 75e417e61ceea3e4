import type { Attribute } from "../../api/types";
import { useLang } from "../../i18n/use-lang";
import { CheckboxGroup } from "../../ui/checkbox";
import { NumberField } from "../../ui/number-field";
import { Select } from "../../ui/select";
import { SidePanel } from "../../ui/side-panel";
import { TextAreaField, TextField } from "../../ui/text-field";
import { settingNames } from "./kinds";
import type { Settings, Stored } from "./model";
import { Quadrants } from "./quadrants";
import { type Option, optionsOf } from "./setting-options";
import styles from "./summary.module.css";
import { ViewChoice } from "./view-choice";

type Props = {
	block: Stored;
	title: string;
	attributes: readonly Attribute[];
	onChange: (changes: Partial<Pick<Stored, "title" | "settings">>) => void;
	onClose: () => void;
};

// BlockSettings says what a block shows; the block beside it follows at once.
export function BlockSettings({ block, title, attributes, onChange, onClose }: Props) {
	const { t, lang } = useLang();
	const { settings } = block;
	const put = (name: string, value: unknown) => onChange({ settings: { ...settings, [name]: value } });
	const known = Object.keys(settings).filter((name) => settingNames[name]);
	return (
		<SidePanel title={t("summary.arrange.settings", { name: title })} onClose={onClose}>
			<div className={styles.fields}>
				<TextField
					label={t("summary.setting.title")}
					help={t("summary.setting.titleHelp")}
					value={block.title[lang]}
					onChange={(text) => onChange({ title: { ...block.title, [lang]: text } })}
				/>
				{known.map((name) => (
					<Setting
						key={name}
						name={name}
						kind={block.kind}
						settings={settings}
						attributes={attributes}
						onChange={put}
					/>
				))}
				{block.kind === "bubble" && <Quadrants settings={settings} attributes={attributes} onChange={put} />}
			</div>
		</SidePanel>
	);
}

type SettingProps = {
	name: string;
	kind: string;
	settings: Settings;
	attributes: readonly Attribute[];
	onChange: (name: string, value: unknown) => void;
};

function Setting({ name, kind, settings, attributes, onChange }: SettingProps) {
	const { t, lang } = useLang();
	const label = t(settingNames[name] ?? "summary.setting.by");
	const value = settings[name];
	const options = optionsOf(name, kind, attributes, lang, t);
	if (Array.isArray(value)) {
		return <Several label={label} options={options} value={value.map(String)} onChange={(v) => onChange(name, v)} />;
	}
	if (name === "view") return <ViewChoice label={label} value={String(value)} onChange={(id) => onChange(name, id)} />;
	if (typeof value === "number") {
		const [min, max] = name === "months" ? [0, 36] : [1, 50];
		return (
			<NumberField
				label={label}
				value={String(value)}
				min={min}
				max={max}
				onChange={(n) => onChange(name, Math.max(min, Math.min(max, Math.round(Number(n ?? min)))))}
			/>
		);
	}
	if (name === "text") {
		return (
			<TextAreaField label={label} rows={8} value={String(value ?? "")} onChange={(text) => onChange(name, text)} />
		);
	}
	return (
		<Select
			label={label}
			options={options.map((o) => ({ ...o, id: o.id || "-" }))}
			value={String(value ?? "") || "-"}
			onChange={(id) => onChange(name, id === "-" ? "" : id)}
		/>
	);
}

type SeveralProps = { label: string; options: Option[]; value: string[]; onChange: (ids: string[]) => void };

// Several keeps the order in which figures were chosen; a new one goes last.
function Several({ label, options, value, onChange }: SeveralProps) {
	const put = (ids: string[]) =>
		onChange([...value.filter((v) => ids.includes(v)), ...ids.filter((v) => !value.includes(v))]);
	return <CheckboxGroup label={label} options={options} value={value} onChange={put} />;
}
