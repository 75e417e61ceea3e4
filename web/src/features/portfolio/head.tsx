import { lazy, Suspense, useState } from "react";
import type { Portfolio } from "../../api/types";
import { useCan } from "../../data/me";
import type { ProjectRows } from "../../data/project-rows";
import type { ExportForm } from "../../data/rows";
import { formatCount } from "../../format/number";
import { useLang } from "../../i18n/use-lang";
import { Button, IconButton } from "../../ui/button";
import { Icon } from "../../ui/icon";
import { Menu, type MenuGroup } from "../../ui/menu";
import { tellError } from "../../ui/toast-store";
import { Star } from "../../views/places/star";
import type { View } from "../../views/use-view";
import styles from "./portfolio.module.css";
import type { Asked } from "./portfolio-dialog";

const PortfolioDialog = lazy(() => import("./portfolio-dialog").then((m) => ({ default: m.PortfolioDialog })));

type Props = { id: string; portfolio?: Portfolio; portfolios: Portfolio[]; view: View; rows: ProjectRows };

// Head names the portfolio, leads to the others, and holds what can be done.
export function Head({ id, portfolio, portfolios, view, rows }: Props) {
	const { t } = useLang();
	const [asked, setAsked] = useState<Asked | null>(null);
	const mayCreate = useCan("project.create");
	const now = !view.query.asOf && view.query.state === "active";
	return (
		<header className={styles.head}>
			<div className={styles.name}>
				<h1 className={styles.title}>{portfolio?.name ?? t("portfolio.all")}</h1>
				<Switcher id={id} portfolio={portfolio} portfolios={portfolios} onAsk={setAsked} />
				{portfolio && <Star place={{ kind: "portfolio", id: portfolio.id, name: portfolio.name }} />}
				{rows.meta && <span className={styles.total}>{t("portfolio.count", { count: rows.meta.total })}</span>}
			</div>
			<div className={styles.actions}>
				<States view={view} />
				<Exports view={view} />
				{mayCreate && (
					<Button kind="primary" icon="plus" onPress={() => view.set({ open: "new" })} isDisabled={!now}>
						{t("portfolio.new.action")}
					</Button>
				)}
			</div>
			{asked && (
				<Suspense fallback={null}>
					<PortfolioDialog asked={asked} query={view.query} onClose={() => setAsked(null)} />
				</Suspense>
			)}
		</header>
	);
}

type SwitcherProps = { id: string; portfolio?: Portfolio; portfolios: Portfolio[]; onAsk: (asked: Asked) => void };

function Switcher({ id, portfolio, portfolios, onAsk }: SwitcherProps) {
	const { t } = useLang();
	const mayEdit = useCan("portfolio.edit");
	const mayKeep = useCan(["project.edit", "project.edit_own"]);
	const line = (p: Portfolio) => ({
		id: p.id,
		name: p.name,
		href: `/portfolio/${p.id}`,
		detail: p.count < 0 ? t("portfolio.manage.broken") : formatCount(p.count),
	});
	const groups: MenuGroup[] = [
		{
			id: "portfolios",
			title: t("portfolio.manage.list"),
			chosen: id || "all",
			entries: [{ id: "all", name: t("portfolio.all"), href: "/portfolio" }, ...portfolios.map(line)],
		},
	];
	const own = portfolio?.can_edit ? portfolio : null;
	if (mayKeep)
		groups.push({
			id: "baseline",
			entries: [
				{ id: "baseline", name: t("portfolio.manage.baseline"), icon: "clock", run: () => onAsk({ kind: "baseline" }) },
			],
		});
	if (mayEdit) {
		groups.push({
			id: "manage",
			entries: [
				{ id: "create", name: t("portfolio.manage.create"), icon: "plus", run: () => onAsk({ kind: "create" }) },
				...(own
					? [
							{
								id: "change",
								name: t("portfolio.manage.change"),
								icon: "edit" as const,
								run: () => onAsk({ kind: "change", portfolio: own }),
							},
							{
								id: "remove",
								name: t("portfolio.manage.remove"),
								icon: "trash" as const,
								danger: true,
								run: () => onAsk({ kind: "remove", portfolio: own }),
							},
						]
					: []),
			],
		});
	}
	return (
		<Menu label={t("portfolio.manage.title")} groups={groups}>
			<IconButton icon="chevron-down" label={t("portfolio.manage.title")} />
		</Menu>
	);
}

function States({ view }: { view: View }) {
	const { t } = useLang();
	const { state } = view.query;
	const states = ["active", "archived", "deleted"] as const;
	const groups: MenuGroup[] = [
		{
			id: "states",
			title: t("portfolio.state.title"),
			chosen: state,
			entries: states.map((s) => ({
				id: s,
				name: t(`portfolio.state.${s}`),
				icon: s === "deleted" ? "trash" : s === "archived" ? "lock" : "project",
				run: () => view.change({ state: s }, { replace: false }),
			})),
		},
	];
	return (
		<Menu label={t("portfolio.state.title")} groups={groups}>
			<Button kind="quiet" icon={state === "deleted" ? "trash" : undefined}>
				{t(`portfolio.state.${state === "all" ? "active" : state}`)}
				<Icon name="chevron-down" size={12} />
			</Button>
		</Menu>
	);
}

const forms: [ExportForm, "Excel (XLSX)" | "CSV" | "JSON" | "NDJSON"][] = [
	["xlsx", "Excel (XLSX)"],
	["csv", "CSV"],
	["json", "JSON"],
	["ndjson", "NDJSON"],
];

function Exports({ view }: { view: View }) {
	const { t, lang } = useLang();
	const may = useCan("export.run");
	if (!may) return null;
	const fetch = (form: ExportForm) => () => {
		import("./export-list").then((m) => m.exportList(form, view, lang)).catch(tellError);
	};
	const groups: MenuGroup[] = [
		{
			id: "exports",
			title: t("portfolio.export.note"),
			entries: forms.map(([form, name]) => ({ id: form, name, icon: "file", run: fetch(form) })),
		},
	];
	return (
		<Menu label={t("portfolio.export.title")} groups={groups}>
			<Button kind="quiet" icon="export" aria-label={t("portfolio.export.title")}>
				<span className={styles.wide}>{t("portfolio.export.title")}</span>
			</Button>
		</Menu>
	);
}
