import { useState } from "react";
import type { Attribute } from "../../api/types";
import { useMoves, type Way } from "../../data/lifecycles";
import type { Project } from "../../data/projects";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { Icon } from "../../ui/icon";
import { Menu } from "../../ui/menu";
import { MoveDialog } from "./move-dialog";
import styles from "./path.module.css";

type Props = { project: Project; row: Project; attributes: readonly Attribute[]; canEdit: boolean };

// Path is where a project is in the life of its type, and the way on from there. A
// project that moves freely has none.
export function Path({ project, row, attributes, canEdit }: Props) {
	const { t, lang } = useLang();
	const moves = useMoves(project.id, project.version, canEdit);
	const [taking, setTaking] = useState<Way | null>(null);
	const stage = attributes.find((a) => a.key === "stage");
	const nameOf = (key: string) => pick(stage?.choices.find((c) => c.key === key)?.label, lang) || key;
	// Stages that end a life early are no part of the usual one.
	const isEnd = (key: string) =>
		["dropped", "archived"].includes(stage?.choices.find((c) => c.key === key)?.meaning ?? "");
	const found = moves.data;
	if (!canEdit || !found?.bound) return null;
	const here = found.stages.findIndex((s) => s.stage === found.stage);
	const said = (m: Way) => pick(m.label, lang) || t("path.to", { stage: nameOf(m.to) });
	const open = found.moves.filter((m) => m.open);
	// The usual way is the first that leads on.
	const first = open.find((m) => found.stages.findIndex((s) => s.stage === m.to) > here) ?? null;
	const rest = found.moves.filter((m) => m !== first);
	return (
		<nav className={styles.path} aria-label={t("path.title")}>
			<ol className={styles.stages}>
				{found.stages.map((s, i) =>
					isEnd(s.stage) && i !== here ? null : (
						<li
							key={s.stage}
							className={styles.stage}
							data-state={i < here ? "past" : i === here ? "here" : "ahead"}
							aria-current={i === here ? "step" : undefined}
						>
							{nameOf(s.stage)}
						</li>
					),
				)}
			</ol>
			{found.moves.length > 0 && (
				<div className={styles.ways}>
					{first && (
						<Button kind="primary" small onPress={() => setTaking(first)}>
							{said(first)}
						</Button>
					)}
					{rest.length > 0 && (
						<Menu
							label={t("path.ways")}
							groups={[
								{
									id: "ways",
									entries: rest.map((m) => ({
										id: m.to,
										name: said(m),
										...(m.closed ? { detail: m.closed } : {}),
										disabled: !m.open,
										run: () => setTaking(m),
									})),
								},
							]}
						>
							<Button kind="quiet" small>
								{t(first ? "path.others" : "path.ways")} <Icon name="chevron-down" size={12} />
							</Button>
						</Menu>
					)}
				</div>
			)}
			{found.stage && here < 0 && <p className={styles.outside}>{t("path.outside", { stage: nameOf(found.stage) })}</p>}
			{taking && (
				<MoveDialog
					key={taking.to}
					{...{ project: row, attributes }}
					way={taking}
					title={said(taking)}
					from={nameOf(found.stage)}
					to={nameOf(taking.to)}
					onClose={() => setTaking(null)}
				/>
			)}
		</nav>
	);
}
