import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/client";
import type { Found, List } from "../../api/types";
import { keys } from "../../data/query-keys";
import { useT } from "../../i18n/use-lang";
import { ComboBox } from "../../ui/combobox";
import { Answers } from "./answers";
import styles from "./rights.module.css";

// asked are the kinds of what is found that can be asked about.
const asked: readonly string[] = [
	"project",
	"portfolio",
	"view",
	"milestone",
	"risk",
	"action",
	"decision",
	"unit",
	"user",
];

// Tester asks, for one person and any object that is found by its name, what that
// person may do with it, and why.
export function Tester({ user }: { user: string }) {
	const t = useT();
	const [typed, setTyped] = useState("");
	const [object, setObject] = useState<string | null>(null);
	const found = useQuery({
		queryKey: keys.search(typed.trim()),
		queryFn: ({ signal }) => api.get<List<Found>>("/search", { q: typed.trim(), limit: 8 }, signal),
		enabled: typed.trim() !== "",
		placeholderData: (before) => before,
	});
	const options = (found.data?.items ?? [])
		.filter((f) => asked.includes(f.kind))
		.map((f) => ({
			id: `${f.kind}:${f.id}`,
			name: f.name,
			detail: [t(`explain.kind.${f.kind}` as "explain.kind.project"), f.project?.name ?? f.detail]
				.filter(Boolean)
				.join(" · "),
		}));
	return (
		<section className={styles.tester} aria-label={t("explain.title")}>
			<h4>{t("explain.title")}</h4>
			<ComboBox
				label={t("explain.object")}
				help={t("explain.objectHelp")}
				options={options}
				value={object}
				onChange={setObject}
				onType={setTyped}
			/>
			{object && <Answers object={object} user={user} />}
		</section>
	);
}
