import { useNavigate } from "@tanstack/react-router";
import { useCan, useToday } from "../../data/me";
import { type Move, moveProjects } from "../../data/moves";
import { type Project, useWrite } from "../../data/projects";
import { dayFromISO, formatDay, isoOfDay, lastDay, monthOf } from "../../format/day";
import { useT } from "../../i18n/use-lang";
import { Button, ButtonLink, IconButton } from "../../ui/button";
import { DateField } from "../../ui/date-field";
import { Menu, type MenuEntry } from "../../ui/menu";
import { Popover } from "../../ui/popover";
import { tellError } from "../../ui/toast-store";
import { writeSearch } from "../../url/search";
import { useSetSearch } from "../../url/use-search";
import { comparedWord } from "../../views/compare-word";
import { sayDone } from "../../views/editing/undo-said";
import { ReportMenu } from "../../views/report-menu";
import styles from "./project.module.css";

type Props = {
	project: Project;
	asOf: string;
	compareTo: string;
	onOpen: (what: "history" | "revert" | "merge" | "who" | "template") => void;
};

// Actions are what can be done with the whole project.
export function Actions({ project, asOf, compareTo, onOpen }: Props) {
	const t = useT();
	const set = useSetSearch();
	const today = useToday();
	const mayMerge = useCan("project.delete");
	const mayRead = useCan("history.read");
	const mayDefine = useCan("catalogue.edit");
	const navigate = useNavigate();
	const run = useWrite((task: () => Promise<void>) => task());
	const move = (m: Move) => async () => {
		const text = `${t(`portfolio.moved.${m}`, { count: 1 })} · ${String(project.name ?? "")}`;
		try {
			await run.mutateAsync(() => moveProjects(m, [project], text));
			sayDone({ text, way: "undo" });
		} catch (error) {
			tellError(error);
		}
	};
	const last = dayFromISO(asOf) || today;
	const entries: MenuEntry[] =
		project.state === "deleted"
			? [{ id: "restore", name: t("portfolio.menu.restore", { count: 1 }), icon: "history", run: move("restore") }]
			: [
					project.state === "archived"
						? {
								id: "unarchive",
								name: t("portfolio.menu.unarchive", { count: 1 }),
								icon: "history",
								run: move("unarchive"),
							}
						: { id: "archive", name: t("portfolio.menu.archive", { count: 1 }), icon: "lock", run: move("archive") },
					{
						id: "delete",
						name: t("portfolio.menu.delete", { count: 1 }),
						icon: "trash",
						danger: true,
						run: move("delete"),
					},
				];
	const whole: MenuEntry[] = mayRead
		? [{ id: "revert", name: t("project.revert.menu"), icon: "history", run: () => onOpen("revert") }]
		: [];
	whole.push({ id: "template", name: t("template.applyMenu"), icon: "copy", run: () => onOpen("template") });
	if (mayDefine)
		whole.push({
			id: "make-template",
			name: t("template.make"),
			icon: "plus",
			run: () => void navigate({ href: `/admin/templates?project=${project.id}` }),
		});
	if (mayMerge) whole.push({ id: "merge", name: t("project.merge.menu"), icon: "link", run: () => onOpen("merge") });
	return (
		<div className={styles.actions}>
			<Popover
				label={t("portfolio.compare.title")}
				trigger={
					<Button kind="quiet" icon="same">
						{compareTo ? comparedWord(compareTo, t) : t("portfolio.compare.action")}
					</Button>
				}
			>
				{(close) => {
					const put = (day: number) => {
						set({ compare_to: day ? isoOfDay(day) : null });
						close();
					};
					return (
						<div className={styles.compare}>
							<DateField
								label={t("portfolio.compare.date")}
								help={t("portfolio.compare.help")}
								value={dayFromISO(compareTo)}
								today={today}
								max={last}
								onChange={put}
								autoFocus
							/>
							<div className={styles.ends}>
								{[1, 3, 6, 12].map((n) => {
									const day = lastDay(monthOf(last) - n);
									return (
										<Button key={n} small onPress={() => put(day)}>
											{formatDay(day)}
										</Button>
									);
								})}
							</div>
							{compareTo && (
								<Button wide onPress={() => put(0)}>
									{t("portfolio.compare.stop")}
								</Button>
							)}
						</div>
					);
				}}
			</Popover>
			<ButtonLink
				kind="quiet"
				icon="blocks"
				href={`/project/${project.id}/summary${writeSearch({ as_of: asOf, compare_to: compareTo })}`}
			>
				{t("nav.summary")}
			</ButtonLink>
			<ButtonLink kind="quiet" icon="calendar" href={`/project/${project.id}/plan`}>
				{t("gantt.page.title")}
			</ButtonLink>
			{mayRead && (
				<Button kind="quiet" icon="history" onPress={() => onOpen("history")}>
					{t("project.history.action")}
				</Button>
			)}
			<IconButton icon="eye" label={t("explain.who")} onPress={() => onOpen("who")} />
			<ReportMenu
				kind="project"
				quiet
				query={{ project: project.id, as_of: asOf, compare_to: compareTo }}
				more={[{ id: "print", name: t("project.print"), icon: "export", run: () => window.print() }]}
			/>
			{!asOf && !compareTo && project.can_edit && (
				<Menu
					label={t("project.more")}
					groups={[...(project.state === "active" ? [{ id: "whole", entries: whole }] : []), { id: "move", entries }]}
				>
					<IconButton icon="more" label={t("project.more")} />
				</Menu>
			)}
		</div>
	);
}
