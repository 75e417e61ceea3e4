import type { Attribute } from "../../api/types";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { Icon } from "../../ui/icon";
import { later } from "../../ui/later";
import { Popover } from "../../ui/popover";
import type { ViewGroup, ViewState } from "../view-state";
import styles from "./group.module.css";
import { groupsSaid } from "./group-words";

const Levels = later(() => import("./group-levels").then((m) => m.Levels));

export type GroupsProps = {
	group: readonly ViewGroup[];
	tree: string;
	attributes: readonly Attribute[];
	onChange: (changes: Partial<ViewState>) => void;
	onFold: (level: number, closed: boolean) => void;
};

// Groups says by what rows are grouped, level by level, or under which of their
// own they stand.
export function Groups(props: GroupsProps) {
	const { t, lang } = useLang();
	const { group, tree, attributes } = props;
	const by = tree ? pick(attributes.find((a) => a.key === tree)?.label, lang) : groupsSaid(group, attributes, lang);
	const said = by ? t("portfolio.group.by", { name: by }) : t("portfolio.group.action");
	return (
		<Popover
			label={t("grid.group.title")}
			trigger={
				<Button kind="quiet" icon="group" aria-label={said}>
					<span className={styles.said}>{said}</span>
					<Icon name="chevron-down" size={12} />
				</Button>
			}
		>
			{() => <Levels {...props} />}
		</Popover>
	);
}
