import type { Density, Theme } from "../api/types";
import { type Command, useCommands } from "../commands/registry";
import { useChangeMe, useToday } from "../data/me";
import { isoOfDay } from "../format/day";
import { setLang } from "../i18n/lang";
import { useLang } from "../i18n/use-lang";
import { tellError } from "../ui/toast-store";
import { useAsOf, useSetSearch } from "../url/use-search";
import { quickDates } from "./period-dates";

const themes: Theme[] = ["system", "light", "dark", "contrast"];
const densities: Density[] = ["compact", "normal", "comfortable"];

// useLookCommands offers how the screen is shown: its date, its language, its
// appearance and its density.
export function useLookCommands(): void {
	const { lang } = useLang();
	const change = useChangeMe();
	const today = useToday();
	const asOf = useAsOf();
	const set = useSetSearch();
	const save = (part: Parameters<typeof change.mutate>[0]) => () =>
		change.mutate(part, { onError: (e) => tellError(e) });
	const dates = quickDates(today).map(
		(q): Command => ({
			id: `period.${q.id}`,
			title: q.title,
			about: "period.title",
			group: "view",
			icon: "history",
			run: () => set({ as_of: isoOfDay(q.day) }),
		}),
	);
	useCommands([
		{
			id: "period.today",
			title: "period.back",
			group: "view",
			icon: "history",
			when: () => asOf !== "",
			run: () => set({ as_of: null }),
		},
		...dates,
		{
			id: "lang.switch",
			title: "lang.switch",
			about: "lang.title",
			group: "view",
			icon: "globe",
			run: () => {
				const next = lang === "fr" ? "en" : "fr";
				void setLang(next);
				save({ language: next })();
			},
		},
		...themes.map(
			(theme): Command => ({
				id: `theme.${theme}`,
				title: `theme.${theme}`,
				about: "theme.title",
				group: "view",
				icon: "theme",
				run: save({ theme }),
			}),
		),
		...densities.map(
			(density): Command => ({
				id: `density.${density}`,
				title: `density.${density}`,
				about: "density.title",
				group: "view",
				icon: "portfolio",
				run: save({ density }),
			}),
		),
	]);
}
