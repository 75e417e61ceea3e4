import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { announce } from "../../ui/announce";
import type { MenuEntry, MenuGroup } from "../../ui/menu";
import { tellError } from "../../ui/toast-store";
import { writeSearch } from "../../url/search";
import type { View } from "../use-view";
import type { SavedView } from "./model";
import type { ViewWrites } from "./queries";
import { fullAddress, type Saved } from "./use-saved";
import type { Asked } from "./view-dialogs";

type Options = {
	saved: Saved;
	view: Pick<View, "state">;
	writes: ViewWrites;
	portfolio: string;
	modified: boolean;
	onAsk: (asked: Asked) => void;
	onGone: (view: SavedView) => void;
};

// useViewMenu are the two menus of the view bar: all views, and what can be done
// with one.
export function useViewMenu(o: Options): { all: MenuGroup[]; one: (view: SavedView) => MenuGroup[] } {
	const { t, lang } = useLang();
	const { saved, writes, onAsk } = o;
	const { views, current } = saved;
	const line = (v: SavedView): MenuEntry => ({
		id: v.id,
		name: pick(v.label, lang),
		icon: v.locked && !v.origin ? "lock" : undefined,
		href: saved.addressOf(v),
	});
	const listed = (id: string, title: string, list: SavedView[]): MenuGroup[] =>
		list.length ? [{ id, title, chosen: current?.id ?? "", entries: list.map(line) }] : [];
	const all: MenuGroup[] = [
		...listed(
			"mine",
			t("views.mine"),
			views.filter((v) => v.scope === "personal"),
		),
		...listed(
			"shared",
			t("views.shared"),
			views.filter((v) => v.scope !== "personal"),
		),
		{
			id: "manage",
			entries: [
				{ id: "new", name: t("views.new"), icon: "plus", run: () => onAsk({ kind: "saveAs" }) },
				{ id: "bin", name: t("views.bin"), icon: "trash", run: () => onAsk({ kind: "bin" }) },
			],
		},
	];

	const move = (view: SavedView, by: number) => {
		const ids = views.map((v) => v.id);
		const at = ids.indexOf(view.id);
		ids.splice(at, 1);
		ids.splice(at + by, 0, view.id);
		writes.order.mutate(ids);
	};
	const remove = (view: SavedView) =>
		writes.remove.mutate(view, {
			onSuccess: () => {
				o.onGone(view);
				saved.clear("");
			},
		});
	const duplicate = (view: SavedView) => {
		const name = pick(view.label, lang);
		const label = { en: t("views.copyOf", { name }), fr: t("views.copyOf", { name }) };
		writes.copy.mutate({ id: view.id, label }, { onSuccess: (made) => saved.clear(made.id) });
	};

	const one = (view: SavedView): MenuGroup[] => {
		const at = views.findIndex((v) => v.id === view.id);
		const own: MenuEntry[] = view.can_manage
			? [
					{ id: "rename", name: t("views.rename"), icon: "edit", run: () => onAsk({ kind: "rename", view }) },
					{ id: "share", name: t("views.share"), icon: "users", run: () => onAsk({ kind: "share", view }) },
					...(view.scope === "personal"
						? []
						: [
								{
									id: "lock",
									name: t(view.locked ? "views.unlock" : "views.lock"),
									icon: "lock" as const,
									run: () =>
										writes.change.mutate({ view, locked: !view.locked }, { onError: (error) => tellError(error) }),
								},
							]),
				]
			: [];
		const dated: MenuEntry[] = view.can_edit
			? [{ id: "period", name: t("views.period"), icon: "calendar", run: () => onAsk({ kind: "period", view }) }]
			: [];
		const groups: MenuGroup[] = [
			{ id: "own", title: pick(view.label, lang), entries: [...own, ...dated] },
			{
				id: "any",
				entries: [
					{ id: "copy", name: t("views.duplicate"), icon: "copy", run: () => duplicate(view) },
					{ id: "link", name: t("views.link"), icon: "link", run: () => copyLink(o, view, t("views.linked")) },
					{ id: "history", name: t("views.history"), icon: "history", run: () => onAsk({ kind: "history", view }) },
				],
			},
			{
				id: "place",
				entries: [
					{
						id: "left",
						name: t("views.moveLeft"),
						icon: "arrow-left",
						disabled: at <= 0,
						run: () => move(view, -1),
					},
					{
						id: "right",
						name: t("views.moveRight"),
						icon: "arrow-right",
						disabled: at === views.length - 1,
						run: () => move(view, 1),
					},
				],
			},
			...(view.can_manage
				? [
						{
							id: "end",
							entries: [
								{
									id: "delete",
									name: t("views.delete"),
									icon: "trash" as const,
									danger: true,
									run: () => remove(view),
								},
							],
						},
					]
				: []),
		];
		return groups.filter((g) => g.entries.length > 0);
	};
	return { all, one };
}

// copyLink copies an address that shows the same thing to whoever opens it: one
// who does not see the view is told all of it.
function copyLink({ view: shown }: Options, view: SavedView, said: string): void {
	const { pathname, origin, search } = window.location;
	const now = Object.fromEntries(new URLSearchParams(search));
	const full = view.scope === "personal" ? { ...now, ...fullAddress(shown.state) } : { ...now, view: view.id };
	const address = `${origin}${pathname}${writeSearch({ ...full, open: null })}`;
	const done = navigator.clipboard?.writeText(address) ?? Promise.reject(new Error(address));
	done.then(
		() => announce(said),
		() => window.prompt(said, address),
	);
}
