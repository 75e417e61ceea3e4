import type { Theme } from "../api/types";
import { useChangeMe, useMe } from "../data/me";
import { useT } from "../i18n/use-lang";
import type { MenuGroup } from "../ui/menu";
import { tellError } from "../ui/toast-store";

const themes: Theme[] = ["system", "light", "dark", "contrast"];

export function useThemeMenu(): MenuGroup {
	const t = useT();
	const me = useMe();
	const change = useChangeMe();
	return {
		id: "theme",
		title: t("theme.title"),
		chosen: `theme-${me.theme}`,
		entries: themes.map((theme) => ({
			id: `theme-${theme}`,
			name: t(`theme.${theme}`),
			run: () => change.mutate({ theme }, { onError: (e) => tellError(e) }),
		})),
	};
}
