import { useMutation, useQuery } from "@tanstack/react-query";
import { api } from "../../api/client";
import type { List } from "../../api/types";
import { keys } from "../../data/query-keys";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { FormError } from "../../ui/form";
import { Loaded } from "../../ui/states";
import type { Kit } from "./configuration";
import styles from "./configuration.module.css";

// Kits are the starter kits: each is compared before anything is applied.
export function Kits({ onChoose }: { onChoose: (name: string, file: string) => void }) {
	const { t } = useLang();
	const kits = useQuery({
		queryKey: [...keys.configuration, "kits"],
		queryFn: ({ signal }) => api.get<List<Kit>>("/config/kits", {}, signal),
	});
	const read = useMutation({
		mutationFn: async (kit: Kit) => ({ kit, text: await api.text(`/config/kits/${kit.key}`) }),
		onSuccess: ({ kit, text }) => onChoose(kit.name, text),
	});
	return (
		<section className={styles.kits} aria-labelledby="configuration-kits">
			<h2 id="configuration-kits">{t("configuration.kits")}</h2>
			<p className={styles.quiet}>{t("configuration.kitsText")}</p>
			<FormError error={read.error} />
			<Loaded query={kits}>
				{({ items }) => (
					<ul>
						{items.map((kit) => (
							<li key={kit.key}>
								<h3>{kit.name}</h3>
								<p>{kit.about}</p>
								<p className={styles.quiet}>{kit.sections.map((s) => `${s.title} ${s.items}`).join(" · ")}</p>
								<Button
									small
									isPending={read.isPending && read.variables?.key === kit.key}
									aria-label={t("configuration.lookAt", { name: kit.name })}
									onPress={() => read.mutate(kit)}
								>
									{t("configuration.look")}
								</Button>
							</li>
						))}
					</ul>
				)}
			</Loaded>
		</section>
	);
}
