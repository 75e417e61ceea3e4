import { fold } from "../format/fold";
import { langState, type MessageKey } from "../i18n/lang";
import { useT } from "../i18n/use-lang";
import { Icon } from "../ui/icon";
import type { IconName } from "../ui/icon-shapes";
import { ComboBox } from "./controls";
import { asText, type FieldKind, type InputProps, picking, read, refuse } from "./kind";
import { paintMarked, paintText } from "./paint";

type Status = { word: string; icon: IconName; title: MessageKey; also: string[] };

// From the best to the worst: the rank is the place in the list.
export const lights: readonly Status[] = [
	{ word: "green", icon: "light-green", title: "light.green", also: ["g", "v", "vert", "green"] },
	{
		word: "amber_green",
		icon: "light-amber-green",
		title: "light.amber_green",
		also: ["a/g", "ag", "amber/green", "vert/orange"],
	},
	{ word: "amber", icon: "light-amber", title: "light.amber", also: ["a", "o", "orange", "amber", "yellow", "jaune"] },
	{
		word: "amber_red",
		icon: "light-amber-red",
		title: "light.amber_red",
		also: ["a/r", "ar", "amber/red", "orange/rouge"],
	},
	{ word: "red", icon: "light-red", title: "light.red", also: ["r", "rouge", "red"] },
];

export const weathers: readonly Status[] = [
	{
		word: "sunny",
		icon: "weather-sunny",
		title: "weather.sunny",
		also: ["sun", "soleil", "beau", "ensoleille", "sunny"],
	},
	{
		word: "cloudy",
		icon: "weather-cloudy",
		title: "weather.cloudy",
		also: ["cloud", "nuage", "nuageux", "couvert", "cloudy"],
	},
	{ word: "rainy", icon: "weather-rainy", title: "weather.rainy", also: ["rain", "pluie", "pluvieux", "rainy"] },
	{ word: "stormy", icon: "weather-stormy", title: "weather.stormy", also: ["storm", "orage", "orageux", "stormy"] },
];

function status(kind: "light" | "weather", family: readonly Status[]): FieldKind {
	const of = (v: unknown) => family.find((s) => s.word === v);
	const title = (s: Status) => langState().t(s.title);

	function StatusInput({ value, onChange, attribute: _a, context: _c, ...rest }: InputProps) {
		const t = useT();
		const options = family.map((s) => ({ id: s.word, name: t(s.title), mark: <Icon name={s.icon} /> }));
		return <ComboBox {...rest} options={options} value={asText(value) || null} onChange={onChange} />;
	}

	return {
		kind,
		align: "start",
		width: 128,
		text: (v) => {
			const s = of(v);
			return s ? title(s) : "";
		},
		paint: (cell, v) => {
			const s = of(v);
			if (s) paintMarked(cell, s.icon, title(s));
			else paintText(cell, "");
		},
		view: (v) => {
			const s = of(v);
			return s ? <Mark status={s} /> : null;
		},
		Input: StatusInput,
		parse: (typed) => {
			const wanted = fold(typed);
			if (!wanted) return read(null);
			const s = family.find((s) => s.word === wanted || fold(title(s)) === wanted || s.also.includes(wanted));
			return s ? read(s.word) : refuse(kind === "light" ? "field.notLight" : "field.notWeather");
		},
		operators: [...picking, "<", "<=", ">", ">="],
		sortKey: (v) => {
			const rank = family.findIndex((s) => s.word === v);
			return rank < 0 ? null : rank + 1;
		},
	};
}

function Mark({ status }: { status: Status }) {
	const t = useT();
	return (
		<span className="field-mark">
			<Icon name={status.icon} />
			{t(status.title)}
		</span>
	);
}

export const light = status("light", lights);
export const weather = status("weather", weathers);
