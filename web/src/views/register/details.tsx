import type { Attribute } from "../../api/types";
import { inGroups, useAttributeGroups } from "../../data/attribute-groups";
import { useCan } from "../../data/me";
import { type RecordKind, type RecordRow, useRecordHistory } from "../../data/registers";
import { useFieldContext } from "../../fields/use-context";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Drawer } from "../../ui/drawer";
import { TextLink } from "../../ui/link";
import { Loaded } from "../../ui/states";
import { HistoryEntries } from "../record/history";
import { words } from "../words";
import { addressOfHome, homeOf } from "./columns";
import styles from "./details.module.css";

type Props = { kind: RecordKind; row: RecordRow; attributes: readonly Attribute[]; onClose: () => void };

// RecordDrawer shows all of one record, and what happened to it.
export function RecordDrawer({ kind, row, attributes, onClose }: Props) {
	const { t, lang } = useLang();
	const context = useFieldContext();
	const groups = useAttributeGroups().data?.items ?? [];
	const mayRead = useCan("history.read");
	const history = useRecordHistory(kind, row.id, mayRead);
	const home = addressOfHome(row);
	const said = attributes
		.filter((a) => a.key !== "project" && a.key !== "name" && a.key !== "portfolio")
		.map((a) => ({ key: a.key, section: a.section, label: pick(a.label, lang), text: words(row[a.key], a, context) }))
		.filter((l) => l.text);
	return (
		<Drawer title={row.name ?? ""} isOpen onClose={onClose}>
			<div className={styles.details}>
				{home && <TextLink href={home}>{homeOf(row)}</TextLink>}
				{inGroups(said, groups).map((g, _, all) => (
					<section key={g.key} aria-label={g.label ? pick(g.label, lang) : undefined}>
						{all.length > 1 && (
							<h3 className={styles.heading}>{g.label ? pick(g.label, lang) : t("portfolio.columns.others")}</h3>
						)}
						<dl className={styles.values}>
							{g.attributes.map((l) => (
								<div key={l.key} className={styles.value}>
									<dt>{l.label}</dt>
									<dd>{l.text}</dd>
								</div>
							))}
						</dl>
					</section>
				))}
				{mayRead && (
					<section aria-labelledby="record-history">
						<h3 id="record-history" className={styles.heading}>
							{t("register.history")}
						</h3>
						<Loaded query={history} lines={4}>
							{(entries) => <HistoryEntries entries={entries} attributes={attributes} context={context} />}
						</Loaded>
					</section>
				)}
			</div>
		</Drawer>
	);
}
