import type { ReactNode } from "react";
import type { Attribute } from "../../api/types";
import { edits, type Project } from "../../data/projects";
import { fieldKind } from "../../fields/registry";
import { useFieldContext } from "../../fields/use-context";
import { formatAgo, formatInstant } from "../../format/day";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Avatar } from "../../ui/avatar";
import { TextLink } from "../../ui/link";
import { Badge } from "../../ui/tag";
import { Star } from "../../views/places/star";
import styles from "./header.module.css";

type Named = { id?: string; name?: string } | null;
type Props = { project: Project; row: Project; attributes: readonly Attribute[]; actions: ReactNode };

// Header says which project this is: code, name, unit, programme, stage, health,
// who manages it, and how fresh it is.
export function Header({ project, row, attributes, actions }: Props) {
	const { t, lang } = useLang();
	const context = useFieldContext();
	const of = (key: string) => attributes.find((a) => a.key === key);
	const value = (key: string) => edits.shown(row, key);
	const stage = of("stage")?.choices.find((c) => c.key === value("stage"));
	const [unit, programme, manager] = ["unit", "programme", "manager"].map((key) => value(key) as Named);
	const updated = project.last_update as { at: string; by: Named } | undefined;
	return (
		<header className={styles.head}>
			<div className={styles.words}>
				<p className={styles.above}>
					{typeof row.code === "string" && <span className={styles.code}>{row.code}</span>}
					{unit?.name && <span>{unit.name}</span>}
					{programme?.id && programme.name && (
						<span>
							<TextLink href={`/project/${programme.id}`}>{programme.name}</TextLink>
						</span>
					)}
					{stage && <Badge tone="accent">{pick(stage.label, lang)}</Badge>}
					{row.state !== "active" && <Badge tone="warn">{t(`project.state.${row.state}`)}</Badge>}
				</p>
				<div className={styles.named}>
					<h1 className={styles.title}>{String(row.name ?? "")}</h1>
					<Star
						place={{
							kind: "project",
							id: project.id,
							name: String(row.name ?? ""),
							...(typeof row.code === "string" ? { detail: row.code } : {}),
						}}
					/>
				</div>
				<p className={styles.below}>
					{["weather", "light"].map((key) => {
						const a = of(key);
						const v = value(key);
						return a && v !== null ? <span key={key}>{fieldKind(a).view(v, a, context)}</span> : null;
					})}
					{manager?.name && (
						<span className={styles.person} title={pick(of("manager")?.label, lang)}>
							<Avatar name={manager.name} />
							{manager.name}
						</span>
					)}
					{updated && (
						<span className={styles.quiet} title={formatInstant(updated.at)}>
							{updated.by?.name
								? t("project.updatedBy", { when: formatAgo(updated.at, Date.now(), t), name: updated.by.name })
								: t("project.updated", { when: formatAgo(updated.at, Date.now(), t) })}
						</span>
					)}
				</p>
			</div>
			{actions}
		</header>
	);
}
