import type { Attribute } from "../../api/types";
import { useAttributes } from "../../data/catalogue";
import { useCan, useMe, useToday } from "../../data/me";
import { usePlaces } from "../../data/places";
import { dayFromISO, formatDay } from "../../format/day";
import { useT } from "../../i18n/use-lang";
import { PageFrame } from "../../ui/page";
import { Loaded } from "../../ui/states";
import { useAsOf } from "../../url/use-search";
import { MyActions } from "./actions";
import { Asked, AskedAccess } from "./asked";
import { mine } from "./conditions";
import { Dates } from "./dates";
import { Figures, useFigures } from "./figures";
import styles from "./home.module.css";
import { Near, Portfolios } from "./near";
import { Nothing } from "./nothing";
import { Mine, ToUpdate, Trouble } from "./projects";
import { useFresh, useRows } from "./queries";
import { SettingUp } from "./set-up";
import { System } from "./system";
import { Changes, Told } from "./told";

// HomePage says in one look how things are, for what the person does here:
// somebody who manages projects, who answers for the portfolio, who runs the
// system, or who comes to read.
export default function HomePage() {
	const t = useT();
	const me = useMe();
	const today = useToday();
	const asOf = useAsOf();
	const attributes = useAttributes();
	const first = me.name.split(" ")[0] ?? me.name;
	return (
		<PageFrame title={t("home.hello", { name: first })} lead={formatDay(dayFromISO(asOf) || today, "long")}>
			<Loaded query={attributes} lines={12}>
				{(all) => <Blocks attributes={all} asOf={asOf} />}
			</Loaded>
		</PageFrame>
	);
}

// useRoles is what the person does here, by what they may do and what is theirs.
function useRoles(asOf: string) {
	const reads = useCan("project.read");
	const oversees = useCan("portfolio.edit");
	const exports = useCan("export.run");
	const manages = useCan(["project.edit_own", "project.edit"]);
	const runs = useCan("system.manage");
	const history = useCan("history.read");
	const overall = reads && (oversees || (exports && !manages));
	const own = useRows({ filter: mine, fields: ["name"], limit: 1 }, asOf, overall && manages);
	const entrusted = (own.data?.total ?? 0) > 0;
	return { reads, runs, history, overall, entrusted, manager: reads && manages && !overall };
}

function Blocks({ attributes, asOf }: { attributes: readonly Attribute[]; asOf: string }) {
	const roles = useRoles(asOf);
	const now = asOf === "";
	const fresh = useFresh(now && roles.reads).data;
	// Asked for here already, so that nothing waits for the blocks to be chosen.
	usePlaces();
	const of = { attributes, asOf, fresh };
	const { manager, overall } = roles;
	const figures = useFigures(attributes, asOf, overall).data;
	if (now && figures?.total === 0) {
		return (
			<div className={styles.home}>
				<Nothing />
				<div className={styles.side}>
					<SettingUp />
					{roles.runs && <System />}
				</div>
			</div>
		);
	}
	return (
		<div className={styles.home}>
			{overall && <Figures attributes={attributes} asOf={asOf} />}
			<div className={styles.main}>
				{overall && <Trouble {...of} />}
				{overall && <ToUpdate {...of} own={false} />}
				{roles.reads && now && <Asked />}
				{now && <AskedAccess />}
				{manager && <ToUpdate {...of} own />}
				{(manager || roles.entrusted) && <Mine {...of} />}
				{overall && now && roles.history && <Changes />}
				{!manager && !overall && roles.reads && <Near which="favourites" fresh={fresh} />}
				{!manager && !overall && roles.reads && <Near which="recent" fresh={fresh} />}
			</div>
			<div className={styles.side}>
				{now && <SettingUp />}
				{roles.runs && now && <System />}
				{roles.reads && <MyActions asOf={asOf} />}
				{roles.reads && <Dates when="late" projects={manager ? mine : ""} asOf={asOf} />}
				{roles.reads && <Dates when="next_30" projects={manager ? mine : ""} asOf={asOf} />}
				{now && <Told />}
				{!overall && now && roles.history && <Changes />}
				{!overall && roles.reads && <Portfolios />}
			</div>
		</div>
	);
}
