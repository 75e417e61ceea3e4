import { useMutation } from "@tanstack/react-query";
import { api } from "../api/client";
import type { Me } from "../api/types";
import { formatInstant } from "../format/day";
import { useT } from "../i18n/use-lang";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { tellError } from "../ui/toast-store";
import styles from "./seen-band.module.css";

// SeenBand lies over every page while an administrator sees Vigie as somebody
// else, and takes him back.
export default function SeenBand({ me }: { me: Me }) {
	const t = useT();
	const end = useMutation({
		mutationFn: () => api.remove("/me/seeing"),
		// Everything that was read was read as somebody else.
		onSuccess: () => location.assign("/"),
		onError: (e) => tellError(e),
	});
	return (
		<section className={styles.band} aria-label={t("seeing.band")}>
			<Icon name="eye" />
			<p className={styles.text}>
				<strong>{t("seeing.as", { name: me.name })}</strong>
				<span>{t("seeing.only", { until: formatInstant(me.seen_by?.until ?? "") })}</span>
			</p>
			<Button small onPress={() => end.mutate()} isPending={end.isPending}>
				{t("seeing.end")}
			</Button>
		</section>
	);
}
