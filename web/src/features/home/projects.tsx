import type { Attribute, Row } from "../../api/types";
import { useToday } from "../../data/me";
import { dayFromISO } from "../../format/day";
import type { MessageKey } from "../../i18n/lang";
import { useT } from "../../i18n/use-lang";
import { Block } from "./block";
import { both, inTrouble, mine, toUpdate } from "./conditions";
import { ProjectLines, projectFields } from "./project-lines";
import { useRows } from "./queries";

const shown = 8;

type Props = { attributes: readonly Attribute[]; asOf: string; fresh?: ReadonlySet<string> };

type ListProps = Props & {
	title: MessageKey;
	none: MessageKey;
	filter: string;
	sort: string;
	tone?: "bad" | "warn";
	asks?: boolean;
};

function Projects({ title, none, filter, sort, tone, asks, attributes, asOf, fresh }: ListProps) {
	const t = useT();
	const why = useWhy(asOf);
	const known = projectFields.filter((key) => attributes.some((a) => a.key === key));
	const rows = useRows({ filter, sort, fields: known, limit: shown }, asOf);
	return (
		<Block
			title={t(title)}
			count={rows.data?.total}
			tone={tone}
			all={`/portfolio?filter=${encodeURIComponent(filter)}`}
			query={rows}
			none={t(none)}
			isEmpty={(page) => page.total === 0}
		>
			{(page) => <ProjectLines rows={page.rows} attributes={attributes} fresh={fresh} why={asks ? why : undefined} />}
		</Block>
	);
}

// useWhy says what a project lacks.
function useWhy(asOf: string): (row: Row) => string {
	const t = useT();
	const now = useToday();
	const today = dayFromISO(asOf) || now;
	return (row) => {
		const end = dayFromISO(row.end as string | null);
		if (row.weather === null) return t("home.why.weather");
		if (!end) return t("home.why.end");
		return end < today ? t("home.why.past", { count: today - end }) : "";
	};
}

// Mine are the projects that the person manages.
export function Mine(props: Props) {
	return <Projects {...props} title="home.mine" none="home.noMine" filter={mine} sort="end,name" />;
}

// ToUpdate are those that do not say how they are, or passed their end: of the
// person, or of all.
export function ToUpdate({ own, ...props }: Props & { own: boolean }) {
	const filter = both(own ? mine : "", toUpdate(props.attributes));
	return (
		<Projects
			{...props}
			title={own ? "home.toUpdateMine" : "home.toUpdate"}
			none="home.noUpdate"
			filter={filter}
			sort="updated"
			tone="warn"
			asks
		/>
	);
}

// Trouble are the projects whose weather or light is bad.
export function Trouble(props: Props) {
	const filter = inTrouble(props.attributes);
	if (!filter) return null;
	const cost = props.attributes.some((a) => a.key === "total_cost");
	return (
		<Projects
			{...props}
			title="home.trouble"
			none="home.noTrouble"
			filter={filter}
			sort={cost ? "-total_cost" : "name"}
			tone="bad"
		/>
	);
}
