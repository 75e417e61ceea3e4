import { useQuery } from "@tanstack/react-query";
import { api } from "../../api/client";
import type { Unit } from "../../api/types";
import { keys } from "../../data/query-keys";
import { useT } from "../../i18n/use-lang";
import { ComboBox } from "../../ui/combobox";
import { Skeleton } from "../../ui/states";
import styles from "./admin.module.css";

type Uses = { units: number; projects: number; portfolios: number; grants: number; rounds: number };
type Props = { unit: Unit; options: readonly Unit[]; value: string | null; onChange: (id: string | null) => void };

const kinds = ["projects", "portfolios", "grants", "units", "rounds"] as const;

// UnitReplaced says what a unit has, and asks which other takes its place.
export function UnitReplaced({ unit, options, value, onChange }: Props) {
	const t = useT();
	const uses = useQuery({
		queryKey: [...keys.units, unit.id, "uses"],
		queryFn: () => api.get<Uses>(`/units/${unit.id}/uses`),
		staleTime: 0,
	});
	if (!uses.data) return uses.error ? null : <Skeleton lines={2} />;
	const used = kinds.filter((k) => uses.data[k] > 0);
	if (used.length === 0) return <p>{t("unit.replace.empty")}</p>;
	return (
		<>
			<p>{t("unit.replace.has")}</p>
			<ul className={styles.uses}>
				{used.map((k) => (
					<li key={k}>{t(`unit.replace.${k}`, { count: uses.data[k] })}</li>
				))}
			</ul>
			<ComboBox
				label={t("unit.replace.by")}
				help={t("unit.replace.help")}
				options={options.map((u) => ({ id: u.id, name: u.name, detail: u.code }))}
				value={value}
				onChange={onChange}
			/>
		</>
	);
}
