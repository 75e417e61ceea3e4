import { type ReactNode, useId } from "react";
import { Link } from "react-aria-components";
import { formatCount } from "../../format/number";
import { useT } from "../../i18n/use-lang";
import type { Loadable } from "../../ui/loadable";
import { ErrorState, Skeleton } from "../../ui/states";
import styles from "./home.module.css";

type Props<T> = {
	title: string;
	// count: of how many the block shows the first
	count?: number;
	tone?: "bad" | "warn";
	// all: the list where all of them are
	all?: string;
	query: Loadable<T>;
	// none: what stands there when there is nothing, and what to do
	none: ReactNode;
	isEmpty: (data: T) => boolean;
	children: (data: T) => ReactNode;
};

// Block is one thing the home page says: its title, how many, the first of them,
// and the way to all.
export function Block<T>({ title, count, tone, all, query, none, isEmpty, children }: Props<T>) {
	const t = useT();
	const id = useId();
	const { data } = query;
	return (
		<section className={styles.block} aria-labelledby={id}>
			<header className={styles.top}>
				<h2 id={id} className={styles.title}>
					{title}
					{count !== undefined && (
						<span className={styles.count} data-tone={(count > 0 && tone) || undefined}>
							{formatCount(count)}
						</span>
					)}
				</h2>
				{all && data !== undefined && !isEmpty(data) && (
					<Link href={all} className={styles.all ?? ""} aria-label={t("home.allOf", { title })}>
						{t("home.all")}
					</Link>
				)}
			</header>
			{data === undefined && query.error !== null && (
				<ErrorState error={query.error} onRetry={() => void query.refetch()} />
			)}
			{data === undefined && query.error === null && <Skeleton lines={4} label={title} />}
			{data !== undefined && (isEmpty(data) ? <p className={styles.none}>{none}</p> : children(data))}
		</section>
	);
}
