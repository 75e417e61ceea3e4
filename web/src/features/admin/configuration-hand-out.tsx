import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { addressOf, api } from "../../api/client";
import { keys } from "../../data/query-keys";
import { useLang } from "../../i18n/use-lang";
import { looks } from "../../ui/button";
import { Icon } from "../../ui/icon";
import { Switch } from "../../ui/switch";
import styles from "./configuration.module.css";

// useHandOut is the configuration as files to be downloaded: the links, and, where there
// are slide masters, whether they go with it.
export function useHandOut(primary: boolean) {
	const { t } = useLang();
	const [carry, setCarry] = useState(false);
	const masters = useQuery({
		queryKey: [...keys.configuration, "masters"],
		queryFn: ({ signal }) => api.get<{ total: number }>("/slide-masters", undefined, signal).then((l) => l.total),
	});
	const presentations = carry ? { presentations: "true" } : {};
	const links = (
		<>
			<a
				className={looks({})}
				href={addressOf("/config", { format: "yaml", ...presentations })}
				download="vigie-config.yaml"
			>
				{t("configuration.downloadYaml")}
			</a>
			<a
				className={looks({ kind: primary ? "primary" : undefined })}
				href={addressOf("/config", presentations)}
				download="vigie-config.json"
			>
				<Icon name="import" />
				{t("configuration.download")}
			</a>
		</>
	);
	const asked = (masters.data ?? 0) > 0 && (
		<div>
			<Switch isSelected={carry} onChange={setCarry}>
				{t("configuration.carry", { count: masters.data ?? 0 })}
			</Switch>
			<p className={styles.quiet}>{t("configuration.carryHelp")}</p>
		</div>
	);
	return { links, asked };
}
