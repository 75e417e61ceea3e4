import { useAttributes } from "../../data/catalogue";
import type { Kept } from "../../data/ledger";
import { edits } from "../../data/projects";
import { useFieldContext } from "../../fields/use-context";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { TextLink } from "../../ui/link";
import { words } from "../words";
import styles from "./connection-bar.module.css";
import { useUnsavedCount } from "./use-unsaved-count";

// UnsavedList are the changes the server has not taken, each with its project,
// its value and how it stands.
export function UnsavedList() {
	const { t, lang } = useLang();
	useUnsavedCount();
	const attributes = useAttributes().data ?? [];
	const context = useFieldContext();
	return (
		<ul className={styles.list}>
			{edits.list().map((cell) => {
				const attribute = attributes.find((a) => a.key === cell.key);
				const said = cell.typed ?? ((attribute && words(cell.value, attribute, context)) || t("editing.empty"));
				return (
					<li key={`${cell.id} ${cell.key}`}>
						<span className={styles.where}>
							<TextLink href={`/project/${cell.id}`}>{cell.name}</TextLink> ·{" "}
							{attribute ? pick(attribute.label, lang) : cell.key}
						</span>
						<strong>{said}</strong>
						<span className={styles.state} title={cell.why}>
							{t(`connection.state.${cell.state}`)}
						</span>
						<Decide cell={cell} />
					</li>
				);
			})}
		</ul>
	);
}

// Decide offers what can be done with a change that was refused.
function Decide({ cell: { id, key, state, typed, why } }: { cell: Kept }) {
	const { t } = useLang();
	if (state !== "failed" && state !== "conflict") return null;
	return (
		<span className={styles.decide}>
			{why && <span className={styles.why}>{why}</span>}
			{state === "conflict" && (
				<Button small onPress={() => edits.keepMine(id, key)}>
					{t("portfolio.cell.keepMine")}
				</Button>
			)}
			{state === "failed" && typed === undefined && (
				<Button small onPress={() => edits.retry(id, key)}>
					{t("action.retry")}
				</Button>
			)}
			<Button small kind="quiet" onPress={() => edits.discard(id, key)}>
				{t(state === "conflict" ? "portfolio.cell.takeTheirs" : "portfolio.cell.discard")}
			</Button>
		</span>
	);
}
