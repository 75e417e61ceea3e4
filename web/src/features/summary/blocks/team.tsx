import { useT } from "../../../i18n/use-lang";
import { Avatar } from "../../../ui/avatar";
import { Icon } from "../../../ui/icon";
import type { TeamData } from "../model-one";
import { usePage } from "../reading";
import lists from "./lists.module.css";
import styles from "./one.module.css";
import { Lines, None } from "./parts";

// Team is who is what on a project: by its attributes, and by roles on it.
export function Team({ data }: { data: TeamData }) {
	const t = useT();
	const { reading } = usePage();
	if (data.items.length === 0) return <None>{t("summary.one.nobody")}</None>;
	return (
		<Lines line={41} rest={0} all={`/project/${reading.project}`}>
			{data.items.map((m) => (
				<li key={`${m.as}-${m.name}`} className={styles.member}>
					{m.person ? <Avatar name={m.name} size={24} /> : <Icon name="users" />}
					<span className={lists.name}>
						<span title={m.name}>{m.name}</span>
						<span className={lists.of}>
							<span>{m.as}</span>
						</span>
					</span>
				</li>
			))}
		</Lines>
	);
}
