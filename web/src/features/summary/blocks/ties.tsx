import { Link } from "react-aria-components";
import { weathers } from "../../../fields/status";
import { useT } from "../../../i18n/use-lang";
import { Icon } from "../../../ui/icon";
import type { LinksData } from "../model-one";
import { usePage } from "../reading";
import lists from "./lists.module.css";
import { Lines, None, ProjectLink } from "./parts";

// Ties are the projects that one is linked to, and the pages that its attributes
// lead to.
export function Ties({ data }: { data: LinksData }) {
	const t = useT();
	const { reading } = usePage();
	if (data.items.length === 0) return <None>{t("summary.one.noLink")}</None>;
	return (
		<Lines line={41} rest={0} all={`/project/${reading.project}`}>
			{data.items.map((l) => (
				<li key={`${l.words}-${l.project?.id ?? l.address}`} className={lists.line}>
					<span className={lists.name}>
						{l.project ? (
							<ProjectLink of={l.project} />
						) : (
							<Link href={l.address} target="_blank" rel="noreferrer" className={lists.link ?? ""}>
								{l.name}
							</Link>
						)}
						<span className={lists.of}>
							<span>{l.words}</span>
							{l.note && <span>{l.note}</span>}
						</span>
					</span>
					<Weather word={l.weather} />
				</li>
			))}
		</Lines>
	);
}

function Weather({ word }: { word: string }) {
	const t = useT();
	const is = weathers.find((s) => s.word === word);
	return is ? <Icon name={is.icon} label={t(is.title)} /> : null;
}
