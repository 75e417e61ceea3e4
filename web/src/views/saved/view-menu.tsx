import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { announce } from "../../ui/announce";
import type { MenuEntry, MenuGroup, MenuOpen } from "../../ui/menu";
import { MenuList } from "../../ui/menu-list";
import { tellError } from "../../ui/toast-store";
import type { View } from "../use-view";
import { linkOf, type SavedView } from "./model";
import type { ViewWrites } from "./queries";
import type { Saved } from "./use-saved";
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

type Props = Options & { of: SavedView; open: MenuOpen };

// ViewMenu is the open menu of a view.
export function ViewMenu({ of, open, ...options }: Props) {
	return <MenuList {...open} groups={useViewMenu(options)(of)} />;
}

// useViewMenu is what can be done with a view.
function useViewMenu(o: Options): (view: SavedView) => MenuGroup[] {
	const { t, lang } = useLang();
	const { saved, writes, onAsk } = o;
	const { views } = saved;
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

	return (view: SavedView): MenuGroup[] => {
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
					{ id: "mail", name: t("views.mail.menu"), icon: "mail", run: () => onAsk({ kind: "mail", view }) },
					{ id: "uses", name: t("views.uses.menu"), icon: "info", run: () => onAsk({ kind: "uses", view }) },
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
									// what others may rely on is asked about first
									run: () => (view.scope === "personal" ? remove(view) : onAsk({ kind: "delete", view })),
								},
							],
						},
					]
				: []),
		];
		return groups.filter((g) => g.entries.length > 0);
	};
}

// copyLink copies an address that shows a view to whoever opens it.
function copyLink({ saved, view: shown }: Options, view: SavedView, said: string): void {
	const { pathname, origin, search } = window.location;
	const link = linkOf(view, {
		path: pathname,
		search: Object.fromEntries(new URLSearchParams(search)),
		shown: shown.state,
		isShown: saved.current?.id === view.id,
		home: saved.addressOf(view),
	});
	const address = origin + link;
	const done = navigator.clipboard?.writeText(address) ?? Promise.reject(new Error(address));
	done.then(
		() => announce(said),
		() => window.prompt(said, address),
	);
}
