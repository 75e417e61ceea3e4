import type { Attribute } from "../../api/types";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { CheckboxGroup } from "../../ui/checkbox";
import { Dialog } from "../../ui/dialog";
import { Select } from "../../ui/select";
import type { View } from "../use-view";
import type { TimelineState } from "../view-state";
import styles from "./view-bar.module.css";

type OptionProps = { view: View; attributes: readonly Attribute[] };

// DisplayOptions asks with what the board or the timeline is laid out.
export function DisplayOptions({ view, attributes, onClose }: OptionProps & { onClose: () => void }) {
	const { t } = useLang();
	return (
		<Dialog title={t("views.optionsTitle")} isOpen onClose={onClose}>
			{view.state.display === "board" ? (
				<BoardOptions view={view} attributes={attributes} />
			) : (
				<TimelineOptions view={view} attributes={attributes} />
			)}
		</Dialog>
	);
}

const lists = ["choice", "user", "unit", "project", "light", "weather", "yes_no"];

function BoardOptions({ view, attributes }: OptionProps) {
	const { t, lang } = useLang();
	const { board } = view.state;
	const put = (change: Partial<typeof board>) => view.change({ board: { ...board, ...change } });
	const option = (a: Attribute) => ({ id: a.key, name: pick(a.label, lang) });
	const by = attributes.filter((a) => lists.includes(a.kind)).map(option);
	const cards = attributes.filter((a) => a.kind !== "long_text" && a.key !== "name");
	return (
		<div className={styles.options}>
			<Select label={t("views.boardBy")} options={by} value={board.by} onChange={(key) => put({ by: key })} />
			<Select
				label={t("views.boardLanes")}
				options={[{ id: "-", name: t("views.none") }, ...by]}
				value={board.lanes || "-"}
				onChange={(key) => put({ lanes: key === "-" ? "" : key })}
			/>
			<CheckboxGroup
				label={t("views.boardCard")}
				options={cards.map(option)}
				value={[...board.card]}
				onChange={(keys) => put({ card: keys })}
			/>
		</div>
	);
}

function TimelineOptions({ view, attributes }: OptionProps) {
	const { t, lang } = useLang();
	const { timeline } = view.state;
	const put = (change: Partial<TimelineState>) => view.change({ timeline: { ...timeline, ...change } });
	const none = { id: "-", name: t("views.none") };
	const option = (a: Attribute) => ({ id: a.key, name: pick(a.label, lang) });
	const dates = attributes.filter((a) => a.kind === "date").map(option);
	const colours = attributes.filter((a) => ["choice", "light", "weather"].includes(a.kind)).map(option);
	const date = (label: string, key: "start" | "end" | "baseStart" | "baseEnd", free: boolean) => (
		<Select
			label={label}
			options={free ? [none, ...dates] : dates}
			value={timeline[key] || "-"}
			onChange={(id) => put({ [key]: id === "-" ? "" : id })}
		/>
	);
	return (
		<div className={styles.options}>
			{date(t("views.lineStart"), "start", false)}
			{date(t("views.lineEnd"), "end", false)}
			{date(t("views.lineBaseStart"), "baseStart", true)}
			{date(t("views.lineBaseEnd"), "baseEnd", true)}
			<Select
				label={t("views.lineColour")}
				options={[none, ...colours]}
				value={timeline.colour || "-"}
				onChange={(id) => put({ colour: id === "-" ? "" : id })}
			/>
			<Select
				label={t("views.lineScale")}
				options={[
					{ id: "month", name: t("views.scaleMonth") },
					{ id: "quarter", name: t("views.scaleQuarter") },
					{ id: "year", name: t("views.scaleYear") },
				]}
				value={timeline.scale}
				onChange={(id) => put({ scale: id as TimelineState["scale"] })}
			/>
		</div>
	);
}
