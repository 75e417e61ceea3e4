import { useQueries } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Grant, Permission, Role } from "../../api/types";
import { keys } from "../../data/query-keys";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Icon } from "../../ui/icon";
import styles from "./admin.module.css";
import { places } from "./giving";
import { useList, useWhole } from "./objects";
import { AttributeGiven, givesOf } from "./role-gives";

type Line = { key: string; name: string; says: string[]; cells: ReactNode[] };

// RoleBeside sets beside each other what roles give beside their rights: screens,
// attributes that are not for everybody, the views on which lists open, and where they
// are given.
export function RoleBeside({ roles, only }: { roles: Role[]; only: boolean }) {
	const { t, lang } = useLang();
	const screens = useWhole<Permission>(keys.screens, "/screens");
	const grants = useList<Grant>(keys.grants, "/grants");
	const found = useQueries({ queries: roles.map((r) => givesOf(r.id)) });
	const object = (key: string) => t(`hierarchy.object.${key}` as "hierarchy.object.project");
	const mark = (on: boolean) => (
		<>
			<Icon name={on ? "check" : "minus"} size={14} />
			<span className="visually-hidden">{t(on ? "gives.yes" : "gives.no")}</span>
		</>
	);
	const shown: Line[] = (screens.data ?? []).map((s) => {
		const says = roles.map(
			(r, i) => !!found[i]?.data?.screens.includes(s.key) && !(r.hidden_screens ?? []).includes(s.key),
		);
		return { key: s.key, name: pick(s.label, lang), says: says.map(String), cells: says.map(mark) };
	});
	const all = found.flatMap((f) => f.data?.attributes ?? []);
	const attributes: Line[] = [...new Map(all.map((a) => [`${a.object}.${a.key}`, a]))].map(([key, first]) => {
		const of = found.map((f) => f.data?.attributes.find((a) => `${a.object}.${a.key}` === key));
		return {
			key,
			name: `${pick(first.label, lang)} (${object(first.object)})`,
			says: of.map((a) => JSON.stringify([a?.reads, a?.writes, a?.reads_past, a?.writes_past])),
			cells: of.map((a) => (a ? <AttributeGiven key={key} attribute={a} /> : null)),
		};
	});
	const opens = found.map((f) => (f.data?.views ?? []).filter((v) => v.default));
	const views: Line[] = [...new Set(opens.flat().map((v) => v.object))].map((kind) => {
		const names = opens.map((of) => pick(of.find((v) => v.object === kind)?.label ?? { en: "—", fr: "—" }, lang));
		return { key: kind, name: object(kind), says: names, cells: names };
	});
	const where = roles.map((r) => places(r.id, grants.data ?? []));
	const at: Line[] = [...new Set(where.flat().map((p) => p.name))]
		.sort((a, b) => a.localeCompare(b))
		.map((name) => {
			const holders = where.map((of) => of.find((p) => p.name === name)?.holders ?? []);
			return {
				key: name,
				name,
				says: holders.map((h) => h.join()),
				cells: holders.map((h) =>
					h.length > 3 ? `${h.slice(0, 3).join(", ")} +${h.length - 3}` : h.join(", ") || "—",
				),
			};
		});
	return (
		<>
			<Lines title={t("screen.title")} lines={shown} only={only} />
			<Lines title={t("gives.attributes")} lines={attributes} only={only} />
			<Lines title={t("gives.opensOn")} lines={views} only={only} />
			<Lines title={t("gives.where")} lines={at} only={only} />
		</>
	);
}

function Lines({ title, lines, only }: { title: string; lines: Line[]; only: boolean }) {
	const differs = (l: Line) => new Set(l.says).size > 1;
	const some = only ? lines.filter(differs) : lines;
	const [first] = some;
	if (!first) return null;
	return (
		<tbody>
			<tr className={styles.group}>
				<th scope="rowgroup" colSpan={first.cells.length + 1}>
					{title}
				</th>
			</tr>
			{some.map((l) => (
				<tr key={l.key} className={differs(l) ? styles.differs : undefined}>
					<th scope="row">{l.name}</th>
					{l.cells.map((cell, i) => (
						<td key={i}>{cell}</td>
					))}
				</tr>
			))}
		</tbody>
	);
}
