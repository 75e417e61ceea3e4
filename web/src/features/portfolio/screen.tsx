import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { Problem } from "../../api/problem";
import type { Attribute, Portfolio, Row } from "../../api/types";
import { useNewsOfAll } from "../../data/conversation";
import { useCan, useMe } from "../../data/me";
import type { Words } from "../../data/project-rows";
import { edits } from "../../data/projects";
import { useRows } from "../../data/use-rows";
import type { Grid } from "../../engine/grid/grid";
import type { CellPlace } from "../../engine/grid/model";
import { useFieldContext } from "../../fields/use-context";
import { useLang } from "../../i18n/use-lang";
import { announce } from "../../ui/announce";
import { Button } from "../../ui/button";
import { later } from "../../ui/later";
import type { MenuPlace } from "../../ui/menu";
import { Split } from "../../ui/split";
import { EmptyState, ErrorState, Skeleton } from "../../ui/states";
import { useNarrow } from "../../ui/use-narrow";
import { useCodeRoom } from "../../views/grid/code-room";
import { moved, resized } from "../../views/grid/column-moves";
import { columnsOf } from "../../views/grid/columns";
import { ProjectGrid } from "../../views/grid/project-grid";
import { groupName } from "../../views/group/group-words";
import { Rules } from "../../views/rules/rules";
import { DisplaySwitch } from "../../views/saved/display-switch";
import { useSaved } from "../../views/saved/use-saved";
import { ViewBar } from "../../views/saved/view-bar";
import { shownOf, useView } from "../../views/use-view";
import { Head } from "./head";
import { placeIn, placeOf } from "./places";
import styles from "./portfolio.module.css";
import { StatusBar } from "./status-bar";
import { Tools } from "./tools";
import { useMoves } from "./use-moves";
import { whyReadOnly } from "./why";

const Foot = later(() => import("../../views/grid/foot").then((m) => m.Foot));
const ColumnDialog = later(() => import("./column-dialog").then((m) => m.ColumnDialog));
const CellMenu = later(() => import("./cell-menu").then((m) => m.CellMenu));
const BulkBar = later(() => import("./bulk-bar").then((m) => m.BulkBar));

const Hidden = later(() => import("../../views/saved/hidden").then((m) => m.Hidden));

const Empty = lazy(() => import("./empty").then((m) => ({ default: m.Empty })));

const CompareBar = lazy(() => import("./compare-bar").then((m) => ({ default: m.CompareBar })));

const Displayed = lazy(() => import("./displayed").then((m) => ({ default: m.Displayed })));
const Cards = lazy(() => import("./cards").then((m) => ({ default: m.Cards })));

type Props = { id: string; portfolio?: Portfolio; portfolios: Portfolio[]; attributes: Attribute[] };

const Peek = lazy(() => import("./peek").then((m) => ({ default: m.Peek })));
const NewProject = lazy(() => import("./new-project").then((m) => ({ default: m.NewProject })));

const displays = ["auto", "cards", "board", "timeline", "bubble", "pivot", "table"] as const;

// otherDisplays are those that stand in the place of the grid.
const otherDisplays: readonly string[] = ["board", "timeline", "table", "bubble", "pivot"];

const heights = { compact: 28, normal: 32, comfortable: 40 };

// Screen is the portfolio in the grid, with everything around it.
export function Screen({ id, portfolio, portfolios, attributes }: Props) {
	const { t, lang } = useLang();
	const me = useMe();
	const navigate = useNavigate();
	const context = useFieldContext();
	const saved = useSaved("project", id);
	const view = useView(id, attributes, saved.base);
	const { query, set, change } = view;
	const narrow = useNarrow();
	const mayEdit = useCan("project.edit") || me.permissions.includes("project.edit_own");
	const words = useMemo(
		(): Words => ({
			group: (v, level) => groupName(v, view.state.group[level], attributes, context, t),
			partial: (name) => t("partial.group", { name }),
			changed: (by) => t("portfolio.cell.changed", { name: by?.name ?? t("portfolio.cell.someone") }),
		}),
		[view.state.group, attributes, context, t],
	);
	const live = useRef(words);
	live.current = words;
	const [stable] = useState(
		(): Words => ({
			group: (v, level) => live.current.group(v, level),
			partial: (name) => live.current.partial?.(name) ?? name,
			changed: (b) => live.current.changed(b),
		}),
	);
	const rows = useRows(query, view.only, stable, lang, view.attributes);
	const grid = useRef<Grid | null>(null);
	const selected = useRef<() => void>(() => undefined);
	const bulk = useRef<() => void>(() => undefined);
	const [notice, setNotice] = useState("");
	const [named, setNamed] = useState("");
	const [menu, setMenu] = useState<{ place: CellPlace; at: MenuPlace } | null>(null);
	const readOnly = query.asOf !== "" || query.compareTo !== "" || query.state !== "active";
	const editable = useCallback(
		(row: Row, a: Attribute) =>
			!readOnly && mayEdit && row.can_edit === true && !a.read_only && !row.locked?.includes(a.key),
		[readOnly, mayEdit],
	);
	const compared = query.compareTo !== "";
	const shownContext = useMemo(
		() => (compared ? { ...context, scale: "auto" as const } : context),
		[compared, context],
	);
	const fresh = useNewsOfAll().data;
	const empty = rows.meta?.empty.join(",") ?? "";
	const shown = useMemo(() => shownOf(view, empty.split(",")), [view, empty]);
	const room = useCodeRoom(rows.source, query.tree ?? "");
	const columns = useMemo(
		() =>
			columnsOf({
				attributes: view.attributes,
				columns: shown,
				context: shownContext,
				t,
				edits,
				narrow,
				compared,
				editable,
				fresh,
				room,
			}),
		[view.attributes, shown, shownContext, t, narrow, compared, editable, fresh, room],
	);
	const rules = useMemo(
		() => new Rules(view.state.rules, attributes, { today: context.today, me: { id: me.id, name: me.name } }),
		[view.state.rules, attributes, context.today, me.id, me.name],
	);
	const open = (row: Row) => set({ open: row.id }, { replace: view.open !== "" });
	const openPage = (row: Row) => void navigate({ href: `/project/${row.id}` });
	const moves = useMoves(rows);
	useEffect(() => {
		if (!notice) return;
		announce(notice);
		const timer = setTimeout(() => setNotice(""), 7000);
		return () => clearTimeout(timer);
	}, [notice]);

	const onSelect = () => {
		selected.current();
		bulk.current();
		setNotice("");
		if (!grid.current?.element.contains(document.activeElement)) return;
		const row = grid.current?.rowAt(grid.current.selection.active.row);
		if (view.open && view.open !== "new" && row?.kind === "data" && row.id !== view.open) {
			set({ open: row.id }, { replace: true });
		}
	};
	const column = shown.find((c) => c.key === named);
	const attribute = attributes.find((a) => a.key === named);
	const ofColumn = column && attribute && { column, attribute };
	const filterError = rows.error instanceof Problem && rows.error.fields().filter;
	const nothing = rows.meta && rows.source.count === 0 && !rows.error;
	const { display } = view.state;
	const other = otherDisplays.includes(display);
	const cards = display === "cards" || (narrow && display === "auto");
	const step = (by: number) => {
		const at = rows.source.indexOf(view.open);
		const g = grid.current;
		if (at === undefined) return;
		let next = at + by;
		while (rows.source.row(next)?.kind === "group") next += by;
		const row = rows.source.row(next);
		if (!row) return;
		if (g) g.activate(row.id, g.shownColumns[Math.max(0, g.selection.active.col)]?.key ?? "name");
		set({ open: row.id }, { replace: true });
	};
	const panel =
		view.open === "new" ? (
			<NewProject
				attributes={attributes}
				portfolio={portfolio}
				onClose={() => set({ open: null })}
				onMade={(row) => set({ open: row.id })}
			/>
		) : view.open ? (
			<Peek
				id={view.open}
				attributes={attributes}
				asOf={query.asOf}
				compareTo={query.compareTo}
				onClose={() => set({ open: null })}
				onStep={step}
			/>
		) : null;
	return (
		<Split panel={panel && <Suspense fallback={null}>{panel}</Suspense>}>
			<div className={styles.screen}>
				<Head id={id} portfolio={portfolio} portfolios={portfolios} view={view} rows={rows} />
				<ViewBar
					saved={saved}
					view={view}
					portfolio={id}
					end={
						<>
							{rows.meta?.hidden ? (
								<Suspense fallback={null}>
									<Hidden view={view} hidden={rows.meta.hidden} attributes={attributes} context={context} />
								</Suspense>
							) : null}
							<DisplaySwitch view={view} attributes={attributes} displays={displays} />
						</>
					}
				/>
				<Tools
					view={view}
					attributes={attributes}
					context={context}
					filterError={filterError || undefined}
					narrow={narrow}
					shown={shown}
					rules={rules}
					onFold={(level, closed) => rows.fold(level, closed)}
					onColumn={setNamed}
				/>
				{compared && (
					<Suspense fallback={null}>
						<CompareBar view={view} rows={rows} attributes={attributes} />
					</Suspense>
				)}
				{filterError && !rows.meta ? (
					<div className={styles.empty}>
						<EmptyState
							icon="filter"
							title={t("portfolio.filter.wrong")}
							action={<Button onPress={() => change({ filter: "" })}>{t("portfolio.filter.clear")}</Button>}
						>
							{filterError}
						</EmptyState>
					</div>
				) : rows.error && !rows.meta ? (
					<div className={styles.empty}>
						<ErrorState error={rows.error} onRetry={() => rows.refresh()} />
					</div>
				) : nothing ? (
					<div className={styles.empty}>
						<Suspense fallback={null}>
							<Empty view={view} meta={rows.meta} portfolio={portfolio} />
						</Suspense>
					</div>
				) : cards ? (
					<Suspense fallback={null}>
						<Cards rows={rows} attributes={attributes} context={shownContext} onOpen={open} />
					</Suspense>
				) : other ? (
					<Suspense fallback={<Skeleton lines={12} />}>
						<Displayed
							label={portfolio?.name ?? t("portfolio.all")}
							view={view}
							rows={rows}
							columns={columns}
							attributes={attributes}
							context={context}
							editable={editable}
							why={(row, a) => whyReadOnly(placeIn(row, a), attributes, { query, mayEdit, t })}
							onOpen={open}
							{...{ moves, mayEdit }}
						/>
					</Suspense>
				) : (
					<ProjectGrid
						label={portfolio?.name ?? t("portfolio.all")}
						grid={grid}
						rows={rows}
						columns={columns}
						attributes={attributes}
						context={context}
						rowHeight={heights[view.state.density || me.density] ?? 32}
						sort={view.state.sort}
						readOnly={readOnly}
						rules={rules}
						onSort={(s) => change({ sort: s })}
						onResize={(key, width) => change({ columns: resized(shown, key, width) })}
						onMoveColumn={(key, to) => change({ columns: moved(shown, key, to) })}
						onSelect={onSelect}
						onPeek={open}
						onOpen={openPage}
						onMenu={(place) => setMenu({ place, at: placeOf(place.rect, grid.current) })}
						narrow={narrow}
						why={(place) => whyReadOnly(place, attributes, { query, mayEdit, t })}
						onReadonly={(place) => setNotice(whyReadOnly(place, attributes, { query, mayEdit, t }))}
					/>
				)}
				{!cards && !other && shown.some((c) => c.total) && rows.meta && (
					<Suspense fallback={null}>
						<Foot
							{...{ grid, columns, shown, narrow }}
							attributes={view.attributes}
							totals={rows.meta.totals}
							context={shownContext}
						/>
					</Suspense>
				)}
				{!cards && !other && (
					<Suspense fallback={null}>
						<BulkBar
							grid={grid}
							selected={bulk}
							rows={rows}
							attributes={attributes}
							view={view}
							moves={moves}
							mayEdit={mayEdit}
						/>
					</Suspense>
				)}
				<StatusBar
					grid={grid}
					selected={selected}
					rows={rows}
					columns={columns}
					attributes={view.attributes}
					notice={notice}
					cards={cards || other}
					rules={view.state.rules}
				/>
			</div>
			{menu && (
				<CellMenu
					{...menu}
					onClose={() => setMenu(null)}
					grid={grid.current}
					{...{ view, attributes, portfolio, portfolios, shown, rows, moves, open, openPage, t }}
					onColumn={setNamed}
				/>
			)}
			{ofColumn && (
				<ColumnDialog
					{...ofColumn}
					onChange={(next) => change({ columns: shown.map((c) => (c.key === next.key ? next : c)) })}
					onClose={() => setNamed("")}
				/>
			)}
		</Split>
	);
}
