import { Link } from "react-aria-components";
import { useMe } from "../../data/me";
import type { MessageKey } from "../../i18n/lang";
import { useT } from "../../i18n/use-lang";
import { Icon } from "../../ui/icon";
import type { IconName } from "../../ui/icon-shapes";
import { PageFrame } from "../../ui/page";
import styles from "./admin.module.css";
import { adminPages } from "./routes";

const described: Record<string, [IconName, MessageKey]> = {
	"/admin/users": ["users", "user.lead"],
	"/admin/groups": ["group", "group.lead"],
	"/admin/units": ["unit", "unit.lead"],
	"/admin/roles": ["role", "role.lead"],
	"/admin/grants": ["grant", "grant.lead"],
	"/admin/fields": ["field", "attribute.lead"],
};

export default function StartPage() {
	const t = useT();
	const me = useMe();
	const shown = adminPages.filter((p) => p.need && me.permissions.includes(p.need));
	return (
		<PageFrame title={t("nav.admin")}>
			<div className={styles.places}>
				{shown.map((p) => {
					const [icon, lead] = described[p.path] ?? ["admin", "user.lead"];
					return (
						<Link key={p.path} href={p.path} className={styles.place ?? ""}>
							<Icon name={icon} />
							<span>
								<strong>{t(p.title)}</strong>
								<span className={styles.quiet}>{t(lead)}</span>
							</span>
						</Link>
					);
				})}
			</div>
		</PageFrame>
	);
}
