import type { Attribute } from "../../api/types";
import { useToday } from "../../data/me";
import { dayFromISO, isoOfDay } from "../../format/day";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { DateField } from "../../ui/date-field";
import { NumberField } from "../../ui/number-field";
import { TextField } from "../../ui/text-field";
import type { Settings } from "./model";
import styles from "./summary.module.css";

type Lines = { x: string; y: string; labels: string[] };

type Props = {
	settings: Settings;
	attributes: readonly Attribute[];
	onChange: (name: string, value: unknown) => void;
};

const corners = ["topLeft", "topRight", "bottomLeft", "bottomRight"] as const;

// Quadrants says where a bubble chart is cut in four, and how the parts are called.
export function Quadrants({ settings, attributes, onChange }: Props) {
	const { t } = useLang();
	const now = (settings.quadrants as Lines | null | undefined) ?? { x: "", y: "", labels: [] };
	const put = (changes: Partial<Lines>) => {
		const next = { ...now, ...changes };
		const none = !next.x && !next.y && next.labels.every((l) => !l);
		onChange("quadrants", none ? null : next);
	};
	return (
		<fieldset className={styles.fields}>
			<legend>{t("summary.setting.quadrants")}</legend>
			<Cut of={settings.x} value={now.x} attributes={attributes} onChange={(x) => put({ x })} />
			<Cut of={settings.y} value={now.y} attributes={attributes} onChange={(y) => put({ y })} />
			{(now.x || now.y) &&
				corners.map((corner, i) => (
					<TextField
						key={corner}
						label={t(`summary.setting.${corner}`)}
						value={now.labels[i] ?? ""}
						onChange={(text) => put({ labels: corners.map((_, n) => (n === i ? text : (now.labels[n] ?? ""))) })}
					/>
				))}
		</fieldset>
	);
}

type CutProps = { of: unknown; value: string; attributes: readonly Attribute[]; onChange: (value: string) => void };

function Cut({ of, value, attributes, onChange }: CutProps) {
	const { t, lang } = useLang();
	const today = useToday();
	const attribute = attributes.find((a) => a.key === of);
	if (!attribute) return null;
	const label = t("summary.setting.cut", { name: pick(attribute.label, lang) });
	if (attribute.kind === "date") {
		return (
			<DateField label={label} today={today} value={dayFromISO(value)} onChange={(day) => onChange(isoOfDay(day))} />
		);
	}
	return <NumberField label={label} value={value || null} onChange={(n) => onChange(n ?? "")} />;
}
