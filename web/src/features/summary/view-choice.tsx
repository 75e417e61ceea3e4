import { useQueries } from "@tanstack/react-query";
import { api } from "../../api/client";
import { keys } from "../../data/query-keys";
import { recordKinds } from "../../data/registers";
import { type MessageKey, pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { ComboBox } from "../../ui/combobox";
import type { Views } from "../../views/saved/queries";

const objects = ["project", ...recordKinds] as const;

const names: Record<(typeof objects)[number], MessageKey> = {
	project: "nav.portfolio",
	milestone: "nav.milestones",
	risk: "nav.risks",
	action: "nav.actions",
	decision: "nav.decisions",
};

type Props = { label: string; value: string; onChange: (id: string) => void };

// ViewChoice is one of all views that the person sees, of projects and of registers.
export function ViewChoice({ label, value, onChange }: Props) {
	const { t, lang } = useLang();
	const read = useQueries({
		queries: objects.map((object) => ({
			queryKey: [...keys.views, object],
			queryFn: ({ signal }: { signal: AbortSignal }) => api.get<Views>("/views", { object }, signal),
			staleTime: 60_000,
		})),
	});
	const options = read.flatMap((r) =>
		(r.data?.items ?? []).map((v) => ({
			id: v.id,
			name: pick(v.label, lang),
			detail: t(names[v.object as (typeof objects)[number]]),
		})),
	);
	return <ComboBox label={label} options={options} value={value || null} onChange={(id) => id && onChange(id)} />;
}
