import type { Attribute } from "../../api/types";
import type { FieldContext } from "../../fields/kind";
import { dayFromISO, isoOfDay } from "../../format/day";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { DateField } from "../../ui/date-field";
import { Icon } from "../../ui/icon";
import { NumberField } from "../../ui/number-field";
import { Popover } from "../../ui/popover";
import { Select } from "../../ui/select";
import { Switch } from "../../ui/switch";
import { TextField } from "../../ui/text-field";
import type { BubbleState } from "../view-state";
import styles from "./bubble.module.css";
import { colouring, onAxis, sizing } from "./bubble-spec";

type Props = {
	bubble: BubbleState;
	attributes: readonly Attribute[];
	context: FieldContext;
	onChange: (bubble: BubbleState) => void;
};

const corners = ["topLeft", "topRight", "bottomLeft", "bottomRight"] as const;

// BubbleTools say what the axes, the sizes and the colours are, and what parts the
// picture in four.
export function BubbleTools({ bubble, attributes, context, onChange }: Props) {
	const { t, lang } = useLang();
	const put = (changes: Partial<BubbleState>) => onChange({ ...bubble, ...changes });
	const choose = (what: "x" | "y" | "size" | "colour", fits: (a: Attribute) => boolean, free: boolean) => (
		<Select
			label={t(`bubbles.${what}`)}
			value={bubble[what] || "-"}
			options={[
				...(free ? [{ id: "-", name: t("views.none") }] : []),
				...attributes.filter(fits).map((a) => ({ id: a.key, name: pick(a.label, lang) })),
			]}
			onChange={(id) =>
				put({ [what]: id === "-" ? "" : id, ...(what === "x" ? { atX: "" } : what === "y" ? { atY: "" } : {}) })
			}
		/>
	);
	const name = (key: string) => pick(attributes.find((a) => a.key === key)?.label, lang) || "–";
	return (
		<div className={styles.tools} role="toolbar" aria-label={t("bubbles.tools")}>
			<Popover
				label={t("bubbles.setting")}
				trigger={
					<Button small kind="quiet">
						<span className={styles.what}>{t("bubbles.setting")}</span>
						<span className={styles.said}>
							{[bubble.x, bubble.y, bubble.size, bubble.colour].filter(Boolean).map(name).join(" · ")}
						</span>
						<Icon name="chevron-down" size={12} />
					</Button>
				}
			>
				{() => (
					<div className={styles.choices}>
						{choose("x", onAxis, false)}
						{choose("y", onAxis, false)}
						{choose("size", sizing, true)}
						{choose("colour", colouring, true)}
					</div>
				)}
			</Popover>
			<Popover
				label={t("bubbles.lines")}
				trigger={
					<Button small kind="quiet">
						<span className={styles.what}>{t("bubbles.lines")}</span>
						<span className={styles.said}>{t(bubble.lines ? "word.yes" : "word.no")}</span>
						<Icon name="chevron-down" size={12} />
					</Button>
				}
			>
				{() => (
					<div className={styles.choices}>
						<Switch isSelected={bubble.lines} onChange={(lines) => put({ lines })}>
							{t("bubbles.showLines")}
						</Switch>
						{bubble.lines && (
							<>
								<Cut side="atX" of={bubble.x} {...{ bubble, attributes, context }} onChange={onChange} />
								<Cut side="atY" of={bubble.y} {...{ bubble, attributes, context }} onChange={onChange} />
								{corners.map((corner, i) => (
									<TextField
										key={corner}
										label={t(`summary.setting.${corner}`)}
										value={bubble.names[i] ?? ""}
										maxLength={60}
										onChange={(text) =>
											put({ names: corners.map((_, n) => (n === i ? text : (bubble.names[n] ?? ""))) })
										}
									/>
								))}
							</>
						)}
					</div>
				)}
			</Popover>
		</div>
	);
}

type CutProps = Props & { side: "atX" | "atY"; of: string };

// Cut is where a line stands: a number, or a date.
function Cut({ side, of, bubble, attributes, context, onChange }: CutProps) {
	const { t, lang } = useLang();
	const attribute = attributes.find((a) => a.key === of);
	if (!attribute || ["light", "weather", "month"].includes(attribute.kind)) return null;
	const label = t("summary.setting.cut", { name: pick(attribute.label, lang) });
	const put = (value: string) => onChange({ ...bubble, [side]: value });
	if (attribute.kind === "date" || attribute.gives === "date") {
		return (
			<DateField
				label={label}
				today={context.today}
				value={dayFromISO(bubble[side])}
				onChange={(day) => put(isoOfDay(day))}
			/>
		);
	}
	return <NumberField label={label} value={bubble[side] || null} onChange={(n) => put(n ?? "")} />;
}
