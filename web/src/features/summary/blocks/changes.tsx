import { formatInstant } from "../../../format/day";
import { useT } from "../../../i18n/use-lang";
import { Icon } from "../../../ui/icon";
import type { IconName } from "../../../ui/icon-shapes";
import { projectHref, rowsHref } from "../links";
import type { ChangeItem, ChangesData } from "../model";
import { usePage } from "../reading";
import styles from "./lists.module.css";
import { Counts, Lines, None, ProjectLink } from "./parts";

const icons: Record<ChangeItem["kind"], IconName> = { added: "plus", removed: "minus", changed: "edit" };

// Changes are the biggest ones since a date, in sentences.
export function Changes({ data }: { data: ChangesData }) {
	const t = useT();
	const { reading } = usePage();
	if (reading.project) return <ChangesOfOne data={data} />;
	const compared = { ...reading, compareTo: data.from ?? reading.compareTo };
	const all = rowsHref(compared, data.rows) + (compared.compareTo ? "&only=1" : "");
	if (data.total === 0) return <None>{t("summary.changes.none", { since: data.since })}</None>;
	return (
		<>
			<Counts
				said={data.since}
				of={[
					{ name: t("summary.changes.changed"), count: data.changed, href: all },
					{ name: t("summary.changes.added"), count: data.added },
					{ name: t("summary.changes.removed"), count: data.removed },
				]}
			/>
			<Lines rest={Math.max(0, data.total - data.items.length)} all={all} line={48} above={50}>
				{data.items.map((item) => (
					<Change key={`${item.project.id}-${item.kind}`} item={item} />
				))}
			</Lines>
		</>
	);
}

// ChangesOfOne is what became of each attribute of one project.
function ChangesOfOne({ data }: { data: ChangesData }) {
	const t = useT();
	const { reading } = usePage();
	const item = data.items[0];
	if (!item) return <None>{t("summary.changes.none", { since: data.since })}</None>;
	const all = projectHref({ ...reading, compareTo: data.from ?? reading.compareTo }, reading.project);
	if (item.parts.length === 0) return <p className={styles.none}>{item.text}</p>;
	return (
		<>
			<Counts
				said={data.since}
				of={[{ name: t("summary.one.changed", { count: item.parts.length }), count: item.parts.length, href: all }]}
			/>
			<Lines rest={0} all={all} line={48} above={50}>
				{item.parts.map((p) => (
					<li key={p.attribute} className={styles.change}>
						<Icon name={icons[item.kind]} size={13} />
						<span>
							{capital(p.text)}{" "}
							<span className={styles.who}>
								{[p.who?.name, p.when && formatInstant(p.when)].filter(Boolean).join(" · ")}
							</span>
						</span>
					</li>
				))}
			</Lines>
		</>
	);
}

function capital(text: string): string {
	return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}

function Change({ item }: { item: ChangeItem }) {
	const last = item.parts.find((p) => p.who || p.when);
	const who = [last?.who?.name, last?.when && formatInstant(last.when)].filter(Boolean).join(" · ");
	return (
		<li className={styles.change} data-kind={item.kind}>
			<Icon name={icons[item.kind]} size={13} />
			<span>
				<Sentence item={item} /> {who && <span className={styles.who}>{who}</span>}
			</span>
		</li>
	);
}

// Sentence leads to the project by its name, where the sentence says it.
function Sentence({ item }: { item: ChangeItem }) {
	const { text, project, kind } = item;
	const at = text.indexOf(project.name);
	if (at < 0 || kind === "removed") return text;
	return (
		<>
			{text.slice(0, at)}
			<ProjectLink of={project} />
			{text.slice(at + project.name.length)}
		</>
	);
}
