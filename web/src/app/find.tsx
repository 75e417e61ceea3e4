import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useMemo, useState } from "react";
import { api } from "../api/client";
import type { Found, List } from "../api/types";
import { take } from "../commands/ahead";
import { commandLines, inOrder, type Line, matching } from "../commands/lines";
import { Palette } from "../commands/palette";
import { available } from "../commands/registry";
import { addressOfPlace, type Place, usePlaces } from "../data/places";
import { keys } from "../data/query-keys";
import { pathOf } from "../data/registers";
import { foundAmong, useSettingIndex } from "../data/setting-index";
import { pick } from "../i18n/lang";
import { useLang, useT } from "../i18n/use-lang";
import type { IconName } from "../ui/icon-shapes";
import { specs } from "../views/register/kinds";
import { thingIcons } from "../views/setting-icons";

const icons: Record<Found["kind"], IconName> = {
	project: "project",
	portfolio: "portfolio",
	view: "columns",
	milestone: "calendar",
	risk: "warning",
	action: "check",
	decision: "role",
	comment: "mail",
	attachment: "file",
	guide: "file",
	user: "user",
	unit: "unit",
};

// ofEach is how many of each kind are shown.
const ofEach = 6;
const mostRecent = 6;

// Find is the palette over everything: what is near when nothing is typed, then
// commands, and what the server finds.
export default function Find({ onClose }: { onClose: () => void }) {
	const t = useT();
	const [typed, setTyped] = useState("");
	// What was typed before the field was there comes first.
	const [entered, setEntered] = useState(false);
	useEffect(() => {
		const ahead = take();
		setTyped((now) => ahead.text + now);
		setEntered(ahead.entered);
	}, []);
	const asked = typed.trim();
	const found = useFound(asked);
	const near = useNear();
	const commands = useMemo(
		() =>
			commandLines(
				available().filter((c) => c.id !== "palette"),
				t,
			),
		[t],
	);
	const settings = useSettings(asked);
	const lines = useMemo(
		() =>
			asked
				? [...inOrder(asked, matching(commands, asked), found.lines, t("palette.group.best")), ...settings]
				: [...near, ...commands],
		[asked, commands, found.lines, near, settings, t],
	);
	return (
		<Palette
			typed={typed}
			onType={setTyped}
			lines={lines}
			waiting={found.waiting}
			entered={entered}
			onClose={onClose}
		/>
	);
}

function useFound(asked: string): { lines: Line[]; waiting: boolean } {
	const t = useT();
	const navigate = useNavigate();
	const read = useQuery({
		queryKey: keys.search(asked),
		queryFn: ({ signal }) => api.get<List<Found>>("/search", { q: asked, limit: ofEach }, signal),
		enabled: asked !== "",
		placeholderData: (before) => (asked ? before : undefined),
	});
	const lines = useMemo(
		() =>
			(read.data?.items ?? []).map(
				(f): Line => ({
					id: `${f.kind}-${f.id}`,
					group: t(`palette.kind.${f.kind}`),
					name: f.name,
					...(f.detail ? { detail: f.detail } : {}),
					icon: icons[f.kind],
					run: () => void navigate({ href: addressOf(f) }),
				}),
			),
		[read.data, t, navigate],
	);
	return { lines: asked ? lines : [], waiting: asked !== "" && (read.isPlaceholderData || read.isPending) };
}

// useSettings are the things that the person may set, by their names in both languages.
function useSettings(asked: string): Line[] {
	const { t, lang } = useLang();
	const navigate = useNavigate();
	const wanted = asked.length > 1;
	const all = useSettingIndex(wanted);
	if (!wanted) return [];
	return foundAmong(all, asked, lang, 12)
		.filter((x) => x.kind !== "view") // the server finds them too
		.map((x) => ({
			id: `setting-${x.id}`,
			group: t("palette.group.settings"),
			name: pick(x.label, lang),
			detail: [t("adminArea.kind", { kind: x.kind }), x.of && pick(x.of, lang)].filter(Boolean).join(" · "),
			icon: thingIcons[x.kind],
			run: () => void navigate({ href: x.href }),
		}));
}

// addressOf is where a thing that was found can be seen.
function addressOf({ kind, id, project, key }: Found): string {
	switch (kind) {
		case "project":
		case "portfolio":
		case "view":
			return addressOfPlace({ kind, id });
		case "comment":
			return `/project/${project?.id}#comment-${id}`;
		case "milestone":
		case "risk":
		case "action":
		case "decision":
			return project ? `/project/${project.id}#${specs[kind].anchor}` : pathOf(kind);
		case "attachment":
			return `/project/${project?.id}#files`;
		case "guide":
			return `/method#guide.${key}`;
		case "user":
			return `/admin/users?open=${id}`;
		case "unit":
			return `/admin/units?open=${id}`;
	}
}

// useNear is what one is likely to want: favourites, then what was looked at last.
function useNear(): Line[] {
	const t = useT();
	const navigate = useNavigate();
	const places = usePlaces().data;
	return useMemo(() => {
		const lines = (list: readonly Place[], group: string, mark?: IconName) =>
			list.map(
				(p): Line => ({
					id: `${group}-${p.kind}-${p.id}`,
					group,
					name: p.name,
					...(p.detail ? { detail: p.detail } : {}),
					icon: mark ?? icons[p.kind],
					run: () => void navigate({ href: addressOfPlace(p) }),
				}),
			);
		const { favourites = [], recent = [] } = places ?? {};
		const others = recent.filter((r) => !favourites.some((f) => f.kind === r.kind && f.id === r.id));
		return [
			...lines(favourites, t("places.favourites"), "star"),
			...lines(others.slice(0, mostRecent), t("places.recent")),
		];
	}, [places, t, navigate]);
}
