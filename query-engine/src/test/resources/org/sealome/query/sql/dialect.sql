-- More of the dialect, one statement a line; as in questions.sql. 2-1070-A-G has missing calls.
-- left joins
SELECT COUNT(*), COUNT(g.dosage), SUM(g.dosage) FROM samples s LEFT JOIN genotypes g ON s.sample_id = g.sample_id AND g.variant_id = '2-1070-A-G';
SELECT s.sex, COUNT(*) AS n, COUNT(c.sample_id) AS carriers FROM samples s LEFT JOIN (SELECT sample_id FROM genotypes WHERE variant_id = '2-1070-A-G' AND dosage >= 1) c ON s.sample_id = c.sample_id GROUP BY s.sex ORDER BY s.sex;
SELECT COUNT(*) FROM samples s LEFT JOIN (SELECT sample_id FROM genotypes WHERE variant_id = '2-1070-A-G' AND dosage >= 1) c ON s.sample_id = c.sample_id WHERE c.sample_id IS NULL;
SELECT COUNT(*) FROM samples s LEFT JOIN (SELECT sample_id, dosage FROM genotypes WHERE variant_id = '2-1070-A-G' AND dosage >= 1) c USING (sample_id) WHERE COALESCE(c.dosage, 0) = 0 AND s.status = 'case';
SELECT s.status, SUM(COALESCE(t.burden, 0)) AS b, COUNT(*) AS n FROM samples s LEFT JOIN (SELECT sample_id, SUM(dosage) AS burden FROM genotypes WHERE variant_id IN ('1-1000-A-G', '2-1070-A-G') AND dosage >= 1 GROUP BY sample_id) t ON t.sample_id = s.sample_id GROUP BY s.status ORDER BY s.status;
SELECT COUNT(*) FROM (SELECT sample_id FROM genotypes WHERE variant_id = '2-1070-A-G' AND dosage >= 1) c RIGHT JOIN samples s ON s.sample_id = c.sample_id WHERE c.sample_id IS NULL;
SELECT v.gene, SUM(g.dosage) AS ac FROM variants v LEFT JOIN genotypes g ON g.variant_id = v.variant_id GROUP BY v.gene ORDER BY v.gene;
SELECT COUNT(*) FROM samples s CROSS JOIN variants v;
-- semi anti
SELECT COUNT(*) FROM samples s WHERE NOT EXISTS (SELECT * FROM genotypes g WHERE g.sample_id = s.sample_id AND g.variant_id = '2-1070-A-G' AND g.dosage = 2);
SELECT COUNT(*) FROM samples WHERE sample_id IN (SELECT sample_id FROM genotypes WHERE variant_id IN ('1-1000-A-G', '2-1070-A-G', '3-1020-A-G') AND dosage >= 1 GROUP BY sample_id HAVING COUNT(*) >= 2);
SELECT COUNT(*) FROM samples WHERE sample_id IN (SELECT sample_id FROM genotypes WHERE variant_id IN ('1-1000-A-G', '2-1070-A-G', '3-1020-A-G') GROUP BY sample_id HAVING SUM(dosage) >= 4);
SELECT gene, SUM(dosage) FROM (SELECT v.gene, g.dosage FROM variants v, genotypes g WHERE v.variant_id = g.variant_id) t GROUP BY gene;
SELECT COUNT(*) FROM samples WHERE status NOT IN ('case');
SELECT COUNT(*) FROM samples WHERE status IN ('case', 'other', NULL);
SELECT COUNT(*) FROM samples WHERE status NOT IN ('case', NULL);
SELECT COUNT(*) FROM samples s WHERE 2 IN (SELECT dosage FROM genotypes g WHERE g.sample_id = s.sample_id AND g.variant_id IN ('1-1000-A-G', '2-1070-A-G'));
SELECT COUNT(*) FROM samples s WHERE 2 NOT IN (SELECT dosage FROM genotypes g WHERE g.sample_id = s.sample_id AND g.variant_id IN ('1-1000-A-G', '2-1070-A-G'));
SELECT COUNT(*) FROM samples s WHERE 2 = ANY (SELECT dosage FROM genotypes g WHERE g.sample_id = s.sample_id AND g.variant_id IN ('1-1000-A-G', '2-1070-A-G'));
SELECT COUNT(*) FROM samples s SEMI JOIN genotypes g ON g.sample_id = s.sample_id AND g.variant_id = '2-1070-A-G' AND g.dosage >= 1;
SELECT COUNT(*) FROM samples SEMI JOIN genotypes ON genotypes.sample_id = samples.sample_id AND genotypes.variant_id = '2-1070-A-G' AND genotypes.dosage >= 1;
SELECT COUNT(*) FROM samples s anti  join genotypes g ON g.sample_id = s.sample_id AND g.variant_id = '2-1070-A-G' AND g.dosage >= 1 WHERE s.sex = 'F';
SELECT s.sex, COUNT(*) AS n FROM samples s SEMI JOIN (SELECT sample_id FROM genotypes WHERE variant_id = '2-1070-A-G' AND dosage >= 1) c USING (sample_id) GROUP BY s.sex ORDER BY s.sex;
SELECT s.sex, COUNT(*) AS n FROM samples s ANTI JOIN (SELECT sample_id FROM genotypes WHERE variant_id = '2-1070-A-G' AND dosage >= 1) c USING (sample_id) GROUP BY s.sex ORDER BY s.sex;
SELECT v.gene, SUM(g.dosage) AS n FROM variants v JOIN genotypes g USING (variant_id) SEMI JOIN (SELECT sample_id FROM samples WHERE status = 'case') c USING (sample_id) GROUP BY v.gene ORDER BY v.gene;
SELECT COUNT(*) FROM samples s SEMI JOIN (SELECT sample_id FROM genotypes WHERE variant_id = '1-1000-A-G' AND dosage >= 1) a USING (sample_id) ANTI JOIN (SELECT sample_id FROM genotypes WHERE variant_id = '2-1070-A-G' AND dosage = 2) b USING (sample_id) WHERE s.age > 50;
SELECT COUNT(*), SUM(g.dosage) FROM samples s SEMI JOIN (SELECT sample_id FROM genotypes WHERE variant_id = '1-1000-A-G' AND dosage >= 1) a ON a.sample_id = s.sample_id JOIN genotypes g ON g.sample_id = s.sample_id AND g.variant_id = '2-1070-A-G';
WITH c AS (SELECT sample_id FROM genotypes WHERE variant_id = '1-1000-A-G' AND dosage = 2) SELECT status, COUNT(*) AS n FROM samples ANTI JOIN c USING (sample_id) GROUP BY status ORDER BY status;
SELECT COUNT(*) FROM (SELECT * FROM samples s SEMI JOIN variants v ON v.gene = s.site) t;
SELECT COUNT(*) FROM variants v SEMI JOIN (SELECT variant_id, SUM(dosage) AS n FROM genotypes GROUP BY variant_id) t ON t.variant_id = v.variant_id AND t.n > 200;
SELECT COUNT(*) FROM variants v ANTI JOIN (SELECT variant_id FROM genotypes GROUP BY variant_id HAVING SUM(dosage) > 200) t USING (variant_id);
SELECT COUNT(*) FROM genotypes g SEMI JOIN variants v ON v.variant_id = g.variant_id AND v.gene = 'BETA' WHERE g.dosage = 1 AND 'a SEMI JOIN b' <> 'x';
SELECT COUNT(*) FROM genotypes g ANTI JOIN variants v ON v.variant_id = g.variant_id AND v.gene = 'BETA' WHERE g.dosage = 1;
SELECT COUNT(*) FROM genotypes a SEMI JOIN genotypes b USING (sample_id, variant_id) WHERE a.dosage = 1;
SELECT site, COUNT(*) AS n FROM samples s SEMI JOIN (VALUES ('Oslo'), ('Lima')) AS t(w) ON s.site = t.w GROUP BY site ORDER BY site;
SELECT COUNT(*) FROM (SELECT site, COUNT(*) AS n FROM samples GROUP BY site) a SEMI JOIN (SELECT s.site, COUNT(*) AS n FROM samples s WHERE s.status = 'case' GROUP BY s.site) b ON a.site = b.site AND b.n > 20;
SELECT COUNT(*) FROM samples s SEMI JOIN samples t ON s.site = t.site AND t.status = 'case'; -- !parameters
SELECT COUNT(*) FROM samples s SEMI JOIN genotypes g ON sample_id = g.sample_id; -- !usage
-- nested with
WITH a AS (SELECT sample_id FROM genotypes WHERE variant_id = '1-1000-A-G' AND dosage >= 1), b AS (SELECT sample_id FROM a WHERE sample_id IN (SELECT sample_id FROM genotypes WHERE variant_id = '2-1070-A-G' AND dosage = 2)) SELECT COUNT(*) FROM b;
WITH a AS (WITH c AS (SELECT * FROM samples WHERE sex = 'F') SELECT * FROM c WHERE age > 40) SELECT status, COUNT(*) AS n FROM a GROUP BY status ORDER BY status;
WITH t AS (SELECT variant_id, SUM(dosage) AS ac, SUM(ploidy) AS an FROM genotypes GROUP BY variant_id) SELECT t.variant_id, ac * 1.0 / an AS af FROM t WHERE ac * 1.0 / an < 0.3 ORDER BY af, variant_id;
WITH t AS (SELECT variant_id, AVG(dosage) AS m FROM genotypes GROUP BY variant_id) SELECT COUNT(*) FROM t WHERE m > (SELECT AVG(m) FROM t);
-- distinct & min/max
SELECT s.sex, COUNT(DISTINCT g.sample_id) AS n FROM genotypes g JOIN samples s USING (sample_id) WHERE g.dosage = 2 AND g.variant_id LIKE '1-10%' GROUP BY s.sex ORDER BY s.sex;
SELECT v.gene, COUNT(DISTINCT g.sample_id) AS carriers FROM genotypes g JOIN variants v USING (variant_id) WHERE g.dosage = 2 AND v.gene = 'BETA' GROUP BY v.gene;
SELECT COUNT(DISTINCT status) FROM samples;
SELECT COUNT(DISTINCT dosage) FROM genotypes WHERE variant_id = '2-1070-A-G';
SELECT s.sex, COUNT(DISTINCT g.dosage) AS d FROM genotypes g JOIN samples s USING (sample_id) WHERE g.variant_id = '2-1070-A-G' GROUP BY s.sex ORDER BY s.sex;
SELECT COUNT(DISTINCT sex), COUNT(DISTINCT batch) FROM samples WHERE status = 'case';
SELECT COUNT(*) FROM (SELECT DISTINCT sample_id FROM genotypes WHERE dosage = 2 AND variant_id IN ('1-1000-A-G', '2-1070-A-G')) t;
SELECT COUNT(*) FROM (SELECT sample_id, COUNT(DISTINCT variant_id) AS n FROM genotypes WHERE dosage >= 1 AND variant_id IN ('1-1000-A-G', '2-1070-A-G') GROUP BY sample_id) t WHERE n = 2;
SELECT COUNT(*) FROM (SELECT sample_id, COUNT(DISTINCT dosage) AS n FROM genotypes WHERE variant_id IN ('1-1000-A-G', '2-1070-A-G') GROUP BY sample_id) t WHERE n = 2;
SELECT MIN(batch), MAX(batch) FROM samples;
SELECT MIN(site), MAX(site) FROM samples;
SELECT s.sex, MIN(s.site) AS a, MAX(s.batch) AS b FROM samples s GROUP BY s.sex ORDER BY s.sex;
SELECT MAX(v.pos) FROM genotypes g JOIN variants v USING (variant_id) WHERE g.dosage = 2;
SELECT m, COUNT(*) AS n FROM (SELECT sample_id, MAX(dosage) AS m FROM genotypes WHERE variant_id IN ('1-1000-A-G', '2-1070-A-G') GROUP BY sample_id) t GROUP BY m ORDER BY m;
SELECT COUNT(*) FROM (SELECT sample_id, MIN(dosage) AS m FROM genotypes WHERE variant_id IN ('1-1000-A-G', '2-1070-A-G', '3-1020-A-G') GROUP BY sample_id) t WHERE m >= 1;
SELECT BOOL_OR(dosage = 2), BOOL_AND(dosage >= 0) FROM genotypes WHERE variant_id = '2-1070-A-G';
SELECT COUNT(*) FROM (SELECT sample_id, BOOL_OR(dosage = 2) AS b FROM genotypes WHERE variant_id IN ('1-1000-A-G', '2-1070-A-G') GROUP BY sample_id) t WHERE b;
SELECT COUNT(*) FROM (SELECT sample_id, BOOL_AND(dosage >= 1) AS b FROM genotypes WHERE variant_id IN ('1-1000-A-G', '2-1070-A-G') GROUP BY sample_id) t WHERE b;
SELECT VAR_SAMP(dosage), STDDEV_POP(dosage), VARIANCE(dosage), STDDEV(dosage) FROM genotypes WHERE variant_id = '2-1070-A-G';
SELECT VAR_POP(dosage), VAR_SAMP(dosage) FROM genotypes WHERE variant_id = '9-1-A-C';
SELECT COVAR_SAMP(s.age, g.dosage), CORR(s.age, g.dosage), REGR_SLOPE(s.age, g.dosage), REGR_INTERCEPT(s.age, g.dosage), REGR_R2(s.age, g.dosage), REGR_COUNT(s.age, g.dosage) FROM samples s JOIN genotypes g USING (sample_id) WHERE g.variant_id = '2-1070-A-G';
SELECT REGR_AVGX(s.age, g.dosage), REGR_AVGY(s.age, g.dosage), REGR_SXX(s.age, g.dosage), REGR_SYY(s.age, g.dosage), REGR_SXY(s.age, g.dosage) FROM samples s JOIN genotypes g USING (sample_id) WHERE g.variant_id = '2-1070-A-G';
SELECT CORR(dosage, dosage), CORR(dosage, 1), REGR_SLOPE(dosage, 1), REGR_R2(1, dosage), REGR_INTERCEPT(dosage, 1) FROM genotypes WHERE variant_id = '2-1070-A-G';
SELECT COUNT(DISTINCT c.sample_id), COUNT(c.sample_id) FROM samples s LEFT JOIN (SELECT sample_id FROM genotypes WHERE variant_id = '2-1070-A-G' AND dosage >= 1) c ON s.sample_id = c.sample_id;
SELECT COUNT(*) FROM samples WHERE site ILIKE 'o_lo';
SELECT COUNT(*) FROM samples WHERE site NOT ILIKE 'o_lO';
SELECT COUNT(*) FROM samples WHERE status ILIKE 'C%E';
SELECT COUNT(*) FROM variants WHERE gene ILIKE 'bet%';
SELECT COUNT(*) FROM samples WHERE site LIKE 'O\_%' ESCAPE '\';
SELECT SUM(DISTINCT batch) FROM samples;
SELECT SUM(DISTINCT batch + 0.5), AVG(DISTINCT batch * 1.5) FROM samples;
SELECT SUM(DISTINCT batch) FROM samples WHERE site = 'Nowhere';
SELECT s.sex, SUM(DISTINCT s.batch), AVG(DISTINCT s.batch) FROM samples s GROUP BY s.sex ORDER BY s.sex;
SELECT SUM(DISTINCT dosage), AVG(DISTINCT dosage) FROM genotypes WHERE variant_id = '2-1070-A-G';
SELECT SUM(DISTINCT batch), COUNT(DISTINCT batch) FROM samples WHERE status = 'case' AND age > 90;
SELECT SUM(DISTINCT v.pos) FROM genotypes g JOIN variants v USING (variant_id) WHERE g.dosage = 2;
SELECT s.site, COUNT(DISTINCT CASE WHEN g.dosage = 2 THEN g.sample_id END) AS n FROM samples s JOIN genotypes g USING (sample_id) JOIN variants v USING (variant_id) WHERE v.gene = 'BETA' GROUP BY s.site ORDER BY s.site;
SELECT COUNT(CASE WHEN g.dosage = 2 THEN g.sample_id END) AS n FROM samples s JOIN genotypes g USING (sample_id) JOIN variants v USING (variant_id) WHERE v.gene = 'BETA';
SELECT COUNT(DISTINCT CASE WHEN g.dosage >= 1 AND s.age > 50 THEN s.sample_id WHEN s.sex = 'M' THEN NULL ELSE g.sample_id END) AS n, COUNT(s.sample_id), COUNT(DISTINCT s.sample_id) FROM samples s JOIN genotypes g USING (sample_id) WHERE g.variant_id IN ('2-1070-A-G', '1-1000-A-G');
SELECT COUNT(DISTINCT c.sample_id), COUNT(c.sample_id) FROM samples s LEFT JOIN (SELECT sample_id FROM genotypes WHERE variant_id = '2-1070-A-G' AND dosage >= 1) c ON s.sample_id = c.sample_id;
SELECT COUNT(DISTINCT v.gene) FROM genotypes g JOIN variants v USING (variant_id) WHERE g.dosage = 2 AND g.sample_id < 'P0003';
SELECT COUNT(DISTINCT g.variant_id) FILTER (WHERE g.dosage = 2), COUNT(DISTINCT g.sample_id) FILTER (WHERE g.dosage = 2) FROM genotypes g WHERE g.variant_id IN ('2-1070-A-G', '1-1000-A-G');
-- as a researcher would ask; where dialects differ
SELECT CASE WHEN s.sample_id IN (SELECT sample_id FROM genotypes WHERE variant_id = '1-1000-A-G' AND dosage >= 1) AND s.sample_id IN (SELECT sample_id FROM genotypes WHERE variant_id = '2-1010-A-G' AND dosage >= 1) THEN 'a' WHEN s.sample_id IN (SELECT sample_id FROM genotypes WHERE variant_id = '3-1020-A-G' AND dosage >= 1) THEN 'b' ELSE 'd' END AS k, COUNT(*) AS n FROM samples s GROUP BY 1 ORDER BY 1;
SELECT CASE WHEN s.sample_id < 'P0100' THEN 'a' ELSE 'd' END AS k, COUNT(*) AS n FROM samples s WHERE s.status = 'case' GROUP BY 1 ORDER BY 1;
SELECT s.sample_id IN (SELECT sample_id FROM genotypes WHERE variant_id = '1-1000-A-G' AND dosage >= 1) AS c, s.status, COUNT(*) AS n FROM samples s GROUP BY 1, 2 ORDER BY 1, 2;
SELECT EXISTS (SELECT 1 FROM genotypes g WHERE g.sample_id = s.sample_id AND g.variant_id = '1-1000-A-G' AND g.dosage >= 1) AS c, COUNT(*) AS n FROM samples s GROUP BY 1 ORDER BY 1;
SELECT (SELECT COUNT(*) FROM genotypes g WHERE g.sample_id = s.sample_id AND g.variant_id IN ('1-1000-A-G', '2-1010-A-G') AND g.dosage >= 1) AS c, COUNT(*) AS n FROM samples s GROUP BY 1 ORDER BY 1;
SELECT COALESCE(s.sample_id, 'x'), COUNT(*) FROM samples s GROUP BY 1; -- !privacy
SELECT CASE WHEN s.sex = 'M' THEN s.sample_id END, COUNT(*) FROM samples s GROUP BY 1; -- !privacy
SELECT AVG(t.prs), STDDEV_SAMP(t.prs) FROM (SELECT g.sample_id, SUM(g.dosage * w.weight) AS prs FROM genotypes g JOIN (VALUES ('1-1000-A-G', 0.3141592), ('2-1070-A-G', -0.1234567), ('3-1020-A-G', 0.05)) AS w(variant_id, weight) ON g.variant_id = w.variant_id GROUP BY g.sample_id) t;
SELECT CORR(t.prs, s.age) FROM (SELECT g.sample_id, SUM(g.dosage * w.weight) AS prs FROM genotypes g JOIN (VALUES ('1-1000-A-G', 0.314), ('2-1070-A-G', -0.123), ('3-1020-A-G', 0.05)) AS w(variant_id, weight) ON g.variant_id = w.variant_id GROUP BY g.sample_id) t JOIN samples s USING (sample_id);
SELECT s.status, AVG(t.prs), COUNT(*) AS n FROM (SELECT g.sample_id, SUM(g.dosage * w.weight) AS prs FROM genotypes g JOIN (VALUES ('1-1000-A-G', 0.3141592653), ('2-1070-A-G', -0.1234567), ('3-1020-A-G', 1.5)) AS w(variant_id, weight) ON g.variant_id = w.variant_id GROUP BY g.sample_id) t JOIN samples s USING (sample_id) GROUP BY s.status ORDER BY s.status;
SELECT COUNT(*) FROM samples s WHERE s.age BETWEEN 40 AND 60 AND s.status = 'case' AND s.sample_id IN (SELECT sample_id FROM genotypes WHERE variant_id = '1-1000-A-G' AND dosage >= 1) AND s.sample_id IN (SELECT sample_id FROM genotypes WHERE variant_id = '2-1010-A-G' AND dosage >= 1);
SELECT COUNT(*) FROM (SELECT sample_id, SUM(dosage) AS b FROM genotypes WHERE variant_id IN ('1-1000-A-G','2-1010-A-G','3-1020-A-G') GROUP BY sample_id HAVING COUNT(*) FILTER (WHERE dosage = 2) >= 1) t WHERE t.b > 3;
SELECT COUNT(*) FROM samples s WHERE (s.age > 82) = (s.status = 'case');
SELECT COUNT(*) FROM genotypes a, genotypes b WHERE a.sample_id = b.sample_id AND a.variant_id = '1-1000-A-G' AND b.variant_id = '2-1010-A-G' AND (a.dosage, b.dosage) IN ((1, 1), (2, 0));
SELECT a.dosage AS x, b.dosage AS y, COUNT(*) AS n FROM genotypes a JOIN genotypes b ON a.sample_id = b.sample_id AND a.variant_id < b.variant_id WHERE a.variant_id IN ('1-1000-A-G', '2-1010-A-G') AND b.variant_id IN ('1-1000-A-G', '2-1010-A-G') GROUP BY a.dosage, b.dosage ORDER BY 1, 2;
SELECT COALESCE(s.status, 'unknown') AS st, COUNT(*) FILTER (WHERE g.dosage IS DISTINCT FROM 0) AS x FROM samples s JOIN genotypes g USING (sample_id) WHERE g.variant_id = '2-1010-A-G' GROUP BY COALESCE(s.status, 'unknown') ORDER BY st;
SELECT s.age > 60 AS old, COUNT(*) AS n FROM samples s GROUP BY s.age > 60 ORDER BY old;
SELECT FLOOR(s.age / 20) AS b, COUNT(*) AS n FROM samples s GROUP BY 1 ORDER BY 1;
SELECT s.age // 20 AS b, COUNT(*) AS n FROM samples s GROUP BY 1 ORDER BY 1; -- !usage
SELECT g.dosage + s.batch AS b, COUNT(*) AS n FROM samples s JOIN genotypes g USING (sample_id) WHERE g.variant_id = '2-1010-A-G' GROUP BY 1 ORDER BY 1;
SELECT s.sex, s.site, COUNT(*) AS n, SUM(g.dosage) AS ac FROM samples s JOIN genotypes g USING (sample_id) WHERE g.variant_id = '2-1010-A-G' GROUP BY GROUPING SETS ((s.sex, s.site), (s.sex), ()) HAVING COUNT(*) > 3 ORDER BY 1, 2, 3 LIMIT 5 OFFSET 2;
WITH c AS (SELECT sample_id, dosage FROM genotypes WHERE variant_id = '2-1010-A-G') SELECT x.dosage, COUNT(*) AS n FROM c x JOIN c y ON x.sample_id = y.sample_id AND x.dosage <= y.dosage GROUP BY x.dosage ORDER BY 1;
SELECT AVG(n), MAX(n) FROM (SELECT s.site, COUNT(*) AS n FROM samples s WHERE s.status = 'case' GROUP BY s.site) t WHERE site IS NOT NULL;
SELECT COUNT(*) FROM samples s WHERE NOT (s.age > 50 AND s.sex = 'F') OR s.status IS NULL;
SELECT SUM(CASE WHEN g.dosage > 0 THEN s.age END) / COUNT(CASE WHEN g.dosage > 0 THEN s.age END) AS m FROM samples s JOIN genotypes g USING (sample_id) WHERE g.variant_id = '2-1010-A-G';
SELECT CASE WHEN site = 'Oslo' THEN 'o' ELSE 'x' END AS site, COUNT(*) AS n FROM samples GROUP BY site ORDER BY 1, 2;
SELECT UPPER(site) AS site, COUNT(*) AS n FROM samples GROUP BY site HAVING site = 'Oslo' ORDER BY 1, 2;
SELECT batch % 2 AS batch, COUNT(*) AS n FROM samples GROUP BY batch ORDER BY 1, 2;
SELECT site AS sex, COUNT(*) AS n FROM samples GROUP BY sex ORDER BY 1, 2; -- !usage
SELECT sex AS site, COUNT(*) AS n FROM samples GROUP BY sex ORDER BY site;
SELECT SUBSTRING(site, 0, 2) AS a, COUNT(*) FROM samples GROUP BY 1 ORDER BY 1;
SELECT SUBSTRING(site, -2) AS a, COUNT(*) FROM samples GROUP BY 1 ORDER BY 1; -- !usage
SELECT SUBSTRING(site, 2, 100) AS a, COUNT(*) FROM samples GROUP BY 1 ORDER BY 1;
SELECT SUBSTRING(site FROM 2 FOR 2) AS a, COUNT(*) FROM samples GROUP BY 1 ORDER BY 1;
SELECT LOG(COUNT(*)) FROM samples; -- !usage
SELECT LOG10(COUNT(*)), LN(COUNT(*)), POWER(COUNT(*), 2), SIGN(COUNT(*)) FROM samples;
SELECT ROUND(COUNT(*) / 7), ROUND(COUNT(*) / 7, 1), ROUND(-2.5), ROUND(2.5), ROUND(0.285, 2) FROM samples;
SELECT CAST(COUNT(*) / 8 AS INTEGER), CAST(2.5 AS INTEGER), CAST(-1.5 AS BIGINT), CAST(0.5 AS INTEGER) FROM samples;
SELECT 7 % 3, -7 % 3, 7 % -3, MOD(-7, 3) FROM samples GROUP BY 1;
SELECT COUNT(*) FROM samples WHERE batch - 3 % 2 > 0;
SELECT SUM(batch) FILTER (WHERE batch % 2 = 1) FROM samples;
SELECT COUNT(*) FROM samples WHERE site > 'Kz';
SELECT COUNT(*) FROM samples WHERE site BETWEEN 'A' AND 'M';
SELECT COUNT(*) FROM samples WHERE batch IN (1, NULL) OR site <> ALL (SELECT 'Oslo');
SELECT COUNT(*) FROM samples WHERE batch / 0 > 1; -- !usage
SELECT SUM(dosage / 0) FROM genotypes WHERE variant_id = '1-1000-A-G'; -- !usage
SELECT COUNT(*) FROM samples WHERE batch = '2'; -- !usage
SELECT COUNT(*) FROM samples WHERE batch = 2.0;
SELECT COUNT(*) FROM samples WHERE batch > 1.5;
SELECT COUNT(*) FROM samples WHERE age > 50.5;
SELECT COUNT(*) FROM genotypes WHERE variant_id = '1-1000-A-G' AND dosage > 0.5;
SELECT COUNT(*) FROM genotypes WHERE variant_id = '1-1000-A-G' AND dosage / 2 = 0.5;
SELECT COUNT(*) FROM genotypes WHERE variant_id = '1-1000-A-G' AND dosage IN (1.0, 2);
SELECT COUNT(*) FROM samples WHERE site = 'Oslo ';
SELECT COUNT(*) FROM samples WHERE CAST(site AS CHAR(2)) = 'Os';
SELECT COUNT(*) FROM samples WHERE site LIKE 'O_lo' AND sex LIKE '_';
SELECT COUNT(*) FROM samples WHERE NULLIF(site, 'Oslo') IS NULL;
SELECT COUNT(*) FROM samples WHERE TRIM(site) = 'Oslo' AND CHAR_LENGTH(site) = 4;
SELECT MIN(UPPER(site)), MAX(batch * 2) FROM samples;
SELECT AVG(batch), AVG(batch * 1.0), SUM(batch * 0.1) FROM samples;
SELECT COUNT(*) FROM samples WHERE sex = 'M' AND batch > 1 OR sex = 'F' AND batch < 3 AND NOT site = 'Oslo';
SELECT site, sex, COUNT(*) AS n FROM samples GROUP BY site, sex ORDER BY site DESC, sex DESC;
SELECT DISTINCT sex, site FROM samples ORDER BY 1, 2;
SELECT COUNT(*), COUNT(DISTINCT sex || site) FROM samples;
SELECT SUM(dosage * dosage - 2 * dosage + 1) FROM genotypes WHERE variant_id = '2-1010-A-G';
SELECT AVG(dosage) FILTER (WHERE dosage > 5), SUM(dosage) FILTER (WHERE dosage > 5), COUNT(dosage) FILTER (WHERE dosage > 5) FROM genotypes WHERE variant_id = '2-1010-A-G';
SELECT site, AVG(batch) AS a FROM samples GROUP BY site HAVING AVG(batch) > 2.4 ORDER BY a DESC, site;
SELECT CAST(AVG(dosage) AS DECIMAL(5,3)) FROM genotypes WHERE variant_id = '2-1010-A-G';
SELECT CAST(SUM(dosage) AS DECIMAL(10,2)) / 3 FROM genotypes WHERE variant_id = '2-1010-A-G';
SELECT SUM(dosage) * 1.0 / COUNT(*) / 2, 100 * SUM(dosage) / COUNT(*) FROM genotypes WHERE variant_id = '2-1010-A-G';
SELECT 2 * p * (1 - p) AS het FROM (SELECT SUM(dosage) / (2.0 * COUNT(dosage)) AS p FROM genotypes WHERE variant_id = '2-1010-A-G') t;
SELECT variant_id, obs, n * 2 * p * (1 - p) AS expected, (obs - n * 2 * p * (1 - p)) * (obs - n * 2 * p * (1 - p)) / (n * 2 * p * (1 - p)) AS chi FROM (SELECT variant_id, COUNT(*) FILTER (WHERE dosage = 1) AS obs, COUNT(dosage) AS n, AVG(dosage) / 2 AS p FROM genotypes WHERE variant_id LIKE '1-%' GROUP BY variant_id) t WHERE p > 0 AND p < 1 ORDER BY variant_id;
SELECT POWER(SUM(a.dosage * b.dosage) * 1.0 / COUNT(*) - AVG(a.dosage) * AVG(b.dosage), 2) / (VAR_POP(a.dosage) * VAR_POP(b.dosage)) AS r2, CORR(a.dosage, b.dosage) FROM genotypes a JOIN genotypes b USING (sample_id) WHERE a.variant_id = '1-1000-A-G' AND b.variant_id = '3-1020-A-G';
-- large numbers
SELECT SUM(s.age * g.dosage * s.age) FROM samples s JOIN genotypes g USING (sample_id) WHERE g.variant_id = '1-1000-A-G';
SELECT SUM(a.dosage * a.dosage * b.dosage * b.dosage) FROM genotypes a JOIN genotypes b USING (sample_id) WHERE a.variant_id = '1-1000-A-G' AND b.variant_id = '2-1010-A-G';
SELECT SUM(g.dosage * 123456789012) FROM genotypes g WHERE g.variant_id = '1-1000-A-G';
SELECT COVAR_POP(age * age, age) FROM samples;
SELECT SUM(-age * 1000), SUM(age - 50), SUM((age - 50) * (age - 50)), SUM(ABS(age - 50)) FROM samples;
SELECT SUM(9223372036854775807 * dosage) FROM genotypes WHERE variant_id = '1-1000-A-G'; -- !usage
-- window functions
SELECT site, COUNT(*) AS n, COUNT(*) * 100.0 / SUM(COUNT(*)) OVER () AS pct FROM samples GROUP BY site ORDER BY site;
SELECT site, RANK() OVER (ORDER BY COUNT(*) DESC) AS r FROM samples GROUP BY site ORDER BY r, site;
SELECT variant_id, SUM(dosage) AS ac, ROW_NUMBER() OVER (ORDER BY SUM(dosage) DESC, variant_id) AS r FROM genotypes GROUP BY variant_id ORDER BY r;
SELECT s.site, s.status, COUNT(*) AS n, SUM(COUNT(*)) OVER (PARTITION BY s.site) AS total FROM samples s GROUP BY s.site, s.status ORDER BY s.site, s.status;
SELECT s.site, s.status, COUNT(*) / SUM(COUNT(*)) OVER (PARTITION BY s.site) AS share, RANK() OVER (PARTITION BY s.site ORDER BY COUNT(*) DESC) AS r FROM samples s GROUP BY s.site, s.status ORDER BY s.site, s.status;
SELECT dosage, COUNT(*) AS n, SUM(COUNT(*)) OVER (ORDER BY dosage) AS running FROM genotypes WHERE variant_id = '2-1010-A-G' GROUP BY dosage ORDER BY dosage;
SELECT dosage, COUNT(*) AS n, SUM(COUNT(*)) OVER (ORDER BY dosage DESC) AS running, COUNT(*) OVER () AS k, AVG(COUNT(*)) OVER () AS a, MIN(COUNT(*)) OVER (), MAX(COUNT(*)) OVER (ORDER BY dosage) FROM genotypes WHERE variant_id = '2-1010-A-G' GROUP BY dosage ORDER BY dosage;
SELECT v.gene, g.variant_id, SUM(g.dosage) AS ac, DENSE_RANK() OVER (PARTITION BY v.gene ORDER BY SUM(g.dosage) DESC) AS r FROM genotypes g JOIN variants v USING (variant_id) GROUP BY v.gene, g.variant_id ORDER BY 1, 2;
SELECT * FROM (SELECT v.gene, g.variant_id, SUM(g.dosage) AS ac, RANK() OVER (PARTITION BY v.gene ORDER BY SUM(g.dosage) DESC) AS r FROM genotypes g JOIN variants v USING (variant_id) GROUP BY v.gene, g.variant_id) t WHERE r <= 2 ORDER BY gene, r, variant_id;
SELECT gene, variant_id, ac FROM (SELECT v.gene, g.variant_id, SUM(g.dosage) AS ac FROM genotypes g JOIN variants v USING (variant_id) GROUP BY v.gene, g.variant_id) t QUALIFY RANK() OVER (PARTITION BY gene ORDER BY ac DESC) = 1 ORDER BY gene, variant_id;
SELECT t.site, t.n, t.n - AVG(t.n) OVER () AS d FROM (SELECT site, COUNT(*) AS n FROM samples GROUP BY site) t ORDER BY t.site;
SELECT site, sex, COUNT(*) AS n, RANK() OVER (ORDER BY site, sex DESC) AS r, RANK() OVER (ORDER BY site DESC NULLS LAST, sex) AS q FROM samples GROUP BY site, sex ORDER BY site, sex;
SELECT site, COUNT(*) AS n, RANK() OVER w AS r, SUM(COUNT(*)) OVER w AS s FROM samples GROUP BY site WINDOW w AS (ORDER BY COUNT(*) DESC) ORDER BY r, site; -- !usage
SELECT variant_id, af, af - AVG(af) OVER (PARTITION BY c) AS d FROM (SELECT variant_id, SUBSTRING(variant_id, 1, 1) AS c, SUM(dosage) / SUM(ploidy) AS af FROM genotypes WHERE variant_id LIKE '1%' OR variant_id LIKE 'X%' GROUP BY variant_id) t ORDER BY 1;
SELECT site, SUM(n) AS s, SUM(SUM(n)) OVER () AS t FROM (SELECT site, sex, COUNT(*) AS n FROM samples GROUP BY site, sex) u GROUP BY site ORDER BY site;
SELECT site, COUNT(*) AS n, (SELECT COUNT(*) FROM samples) AS t, COUNT(*) / SUM(COUNT(*)) OVER () AS p, EXISTS (SELECT 1 FROM samples WHERE status = 'case') AS e FROM samples GROUP BY site ORDER BY site;
SELECT COUNT(*) OVER () AS k, COUNT(*) AS n FROM samples;
SELECT pos, RANK() OVER (ORDER BY pos DESC) AS r FROM variants ORDER BY pos;
SELECT site, LAG(COUNT(*)) OVER (ORDER BY site) FROM samples GROUP BY site; -- !usage
SELECT site, SUM(COUNT(*)) OVER (ORDER BY site ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM samples GROUP BY site; -- !usage
SELECT sample_id, RANK() OVER (ORDER BY age) FROM samples; -- !privacy
SELECT COUNT(*) FROM (SELECT RANK() OVER (ORDER BY age) AS r FROM samples) t WHERE r < 10; -- !parameters
SELECT n, ROW_NUMBER() OVER (ORDER BY n) AS r FROM (SELECT COUNT(*) AS n FROM samples UNION ALL SELECT COUNT(*) FROM variants) t; -- !usage
-- decimals
SELECT SUM(0.5 * dosage) FROM genotypes WHERE variant_id = '2-1070-A-G';
SELECT SUM(dosage * 1.25 + 2), AVG(dosage / 2.0) FROM genotypes WHERE variant_id = '2-1070-A-G';
SELECT AVG(CAST(dosage AS DOUBLE)), SUM(CAST(dosage AS DOUBLE)) FROM genotypes WHERE variant_id = '2-1070-A-G';
SELECT AVG(CAST(dosage AS DECIMAL(10, 2))) FROM genotypes WHERE variant_id = '2-1070-A-G';
SELECT SUM(g.dosage * 1.25 + s.age / 10.0) FROM genotypes g JOIN samples s USING (sample_id) WHERE g.variant_id = '2-1070-A-G';
SELECT AVG(age / 10.0) FROM samples;
SELECT SUM(CASE variant_id WHEN '1-1000-A-G' THEN 0.31 WHEN '2-1070-A-G' THEN -0.12 END * dosage) FROM genotypes;
SELECT SUM(g.dosage * w.weight) FROM genotypes g JOIN (VALUES ('1-1000-A-G', 0.31), ('2-1070-A-G', -0.12)) AS w(variant_id, weight) ON g.variant_id = w.variant_id;
SELECT AVG(score), VAR_POP(score) FROM (SELECT g.sample_id, SUM(g.dosage * w.weight) AS score FROM genotypes g JOIN (VALUES ('1-1000-A-G', 0.31), ('2-1070-A-G', -0.12)) AS w(variant_id, weight) ON g.variant_id = w.variant_id GROUP BY g.sample_id) t;
SELECT COUNT(*) FROM (SELECT g.sample_id, SUM(g.dosage * w.weight) AS score FROM genotypes g JOIN (VALUES ('1-1000-A-G', 0.31), ('2-1070-A-G', -0.12)) AS w(variant_id, weight) ON g.variant_id = w.variant_id GROUP BY g.sample_id) t WHERE score > 0.3;
SELECT SUM(g.dosage * v.pos) FROM genotypes g JOIN variants v USING (variant_id);
SELECT SUM(g.dosage * (v.pos / 1000.0)) FROM genotypes g JOIN variants v USING (variant_id) WHERE v.chrom = '1';
SELECT SUM(POWER(dosage, 2)), SUM(SQRT(dosage)), SUM(ABS(dosage - 1)), SUM(MOD(dosage, 2)) FROM genotypes WHERE variant_id = '2-1070-A-G';
SELECT SUM(EXP(dosage)), AVG(LN(dosage + 1)) FROM genotypes WHERE variant_id = '2-1070-A-G';
SELECT SUM(SIGN(dosage - 1)), SUM(GREATEST(dosage, 1)), SUM(LEAST(dosage, 1)) FROM genotypes WHERE variant_id = '2-1070-A-G';
SELECT SUM(ROUND(dosage / 2.0)), SUM(FLOOR(dosage / 2.0)), SUM(CEIL(dosage / 2.0)) FROM genotypes WHERE variant_id = '2-1070-A-G';
SELECT SUM(dosage / 2), SUM(dosage % 2), SUM(-dosage), SUM(NULLIF(dosage, 0)) FROM genotypes WHERE variant_id = '2-1070-A-G';
SELECT AVG(dosage) / 2.0, AVG(dosage * 0.5), SUM(dosage * 1e-1) FROM genotypes WHERE variant_id = '2-1070-A-G';
-- encrypted integers
SELECT COUNT(*) FROM samples WHERE age IN (30, 31, 45);
SELECT COUNT(*) FROM samples WHERE age <> 40;
SELECT COUNT(*) FROM samples WHERE age NOT BETWEEN 30 AND 60;
SELECT COUNT(*) FILTER (WHERE age < 40), COUNT(*) FILTER (WHERE age >= 40) FROM samples;
SELECT CASE WHEN age < 40 THEN 'young' WHEN age < 65 THEN 'mid' ELSE 'old' END AS band, AVG(g.dosage) AS m FROM samples s JOIN genotypes g USING (sample_id) WHERE g.variant_id = '2-1070-A-G' GROUP BY 1 ORDER BY 1;
SELECT age, COUNT(*) AS n FROM samples GROUP BY age ORDER BY age;
SELECT COUNT(*) FROM samples s JOIN genotypes g USING (sample_id) WHERE g.variant_id = '2-1070-A-G' AND s.age > 30 * g.dosage;
SELECT COUNT(*) FROM samples WHERE age > batch * 15;
SELECT SUM(age * age) FROM samples;
SELECT SUM(age * age * age) FROM samples;
SELECT SUM(age) FILTER (WHERE status = 'case'), AVG(age) FILTER (WHERE sex = 'F') FROM samples;
SELECT CORR(age, batch), COVAR_POP(age, batch) FROM samples;
SELECT SUM(CASE WHEN age > 50 THEN age ELSE 0 END) FROM samples;
SELECT SUM(age * batch) FROM samples;
SELECT STDDEV(age) FROM samples WHERE status = 'case';
SELECT VAR_POP(af), STDDEV_SAMP(af), STDDEV_POP(n), VAR_SAMP(n) FROM (SELECT variant_id, AVG(dosage) / 2 AS af, COUNT(dosage) AS n FROM genotypes GROUP BY variant_id) t;
SELECT chrom, STDDEV_SAMP(ac), VAR_POP(ac) FROM (SELECT v.chrom, v.variant_id, SUM(g.dosage) AS ac FROM genotypes g JOIN variants v ON g.variant_id = v.variant_id GROUP BY v.chrom, v.variant_id) t GROUP BY chrom ORDER BY chrom;
SELECT VAR_SAMP(n), STDDEV_SAMP(n), VAR_POP(n) FROM (SELECT COUNT(*) AS n FROM samples) t;
-- joins of released rows, subqueries of every kind, division
SELECT v.variant_id, v.gene, t.ac FROM variants v LEFT JOIN (SELECT variant_id, SUM(dosage) AS ac FROM genotypes WHERE dosage = 2 GROUP BY variant_id) t ON v.variant_id = t.variant_id ORDER BY v.variant_id;
SELECT a.site, a.n, b.n AS carriers FROM (SELECT site, COUNT(*) AS n FROM samples GROUP BY site) a LEFT JOIN (SELECT s.site, COUNT(*) AS n FROM samples s JOIN genotypes g USING (sample_id) WHERE g.variant_id = '2-1070-A-G' AND g.dosage = 2 GROUP BY s.site) b ON a.site = b.site ORDER BY a.site;
SELECT a.variant_id, a.ac, b.ac AS cases FROM (SELECT variant_id, SUM(dosage) AS ac FROM genotypes GROUP BY variant_id) a JOIN (SELECT g.variant_id, SUM(g.dosage) AS ac FROM genotypes g JOIN samples s USING (sample_id) WHERE s.status = 'case' GROUP BY g.variant_id) b ON a.variant_id = b.variant_id ORDER BY a.variant_id;
SELECT a.dosage, a.n, b.n AS m FROM (SELECT dosage, COUNT(*) AS n FROM genotypes WHERE variant_id = '2-1070-A-G' GROUP BY dosage) a FULL JOIN (SELECT dosage, COUNT(*) AS n FROM genotypes WHERE variant_id = '1-1000-A-G' GROUP BY dosage) b ON a.dosage = b.dosage ORDER BY a.dosage, b.n;
SELECT v.gene, t.ac FROM variants v JOIN (SELECT variant_id, SUM(dosage) AS ac FROM genotypes GROUP BY variant_id) t ON v.variant_id = t.variant_id ORDER BY v.variant_id;
SELECT v.gene, SUM(t.ac) AS total FROM variants v JOIN (SELECT variant_id, SUM(dosage) AS ac FROM genotypes GROUP BY variant_id) t ON v.variant_id = t.variant_id GROUP BY v.gene ORDER BY v.gene;
SELECT a.n, b.m FROM (SELECT COUNT(*) AS n FROM samples) a CROSS JOIN (SELECT COUNT(*) AS m FROM samples WHERE status = 'case') b;
SELECT a.n * 1.0 / b.m FROM (SELECT COUNT(*) AS n FROM samples WHERE status = 'case') a, (SELECT COUNT(*) AS m FROM samples) b;
SELECT COUNT(*) FROM samples s WHERE EXISTS (SELECT sample_id FROM genotypes g WHERE g.sample_id = s.sample_id AND g.variant_id IN ('1-1000-A-G', '2-1070-A-G', '3-1020-A-G') AND g.dosage >= 1 GROUP BY sample_id HAVING COUNT(*) >= 2);
SELECT COUNT(*) FROM samples s WHERE EXISTS (SELECT 1 FROM genotypes g WHERE g.sample_id = s.sample_id AND g.variant_id IN ('1-1000-A-G', '2-1070-A-G', '3-1020-A-G') AND g.dosage >= 1 HAVING COUNT(*) >= 2);
SELECT COUNT(*) FROM variants WHERE variant_id IN (SELECT variant_id FROM genotypes GROUP BY variant_id HAVING SUM(dosage) > 300);
SELECT variant_id, gene FROM variants v WHERE EXISTS (SELECT 1 FROM genotypes g WHERE g.variant_id = v.variant_id AND g.dosage = 2) ORDER BY variant_id;
SELECT variant_id, (SELECT SUM(dosage) FROM genotypes g WHERE g.variant_id = v.variant_id) AS ac FROM variants v ORDER BY variant_id;
SELECT COUNT(*) FROM samples s WHERE (SELECT dosage FROM genotypes g WHERE g.sample_id = s.sample_id AND g.variant_id = '2-1070-A-G') = 1;
SELECT s.sex, SUM((SELECT dosage FROM genotypes g WHERE g.sample_id = s.sample_id AND g.variant_id = '2-1070-A-G')) AS n FROM samples s GROUP BY s.sex ORDER BY s.sex;
SELECT COUNT(*) FROM samples s WHERE 2 <= ALL (SELECT dosage FROM genotypes g WHERE g.sample_id = s.sample_id AND g.variant_id IN ('1-1000-A-G', '2-1070-A-G'));
SELECT COUNT(*) FROM samples s WHERE 1 < SOME (SELECT dosage FROM genotypes g WHERE g.sample_id = s.sample_id AND g.variant_id IN ('1-1000-A-G', '2-1070-A-G'));
SELECT AVG(age / 10) FROM samples;
SELECT age / 10 AS decade, COUNT(*) AS n FROM samples GROUP BY age / 10 ORDER BY decade;
SELECT AVG(age / 10) FROM samples;
SELECT age / 10 AS decade, COUNT(*) AS n FROM samples GROUP BY age / 10 ORDER BY decade;
SELECT SUM(dosage) / SUM(ploidy) AS af, SUM(dosage) / 7 AS x FROM genotypes WHERE variant_id = '2-1100-A-G';
SELECT pos / 7 AS x FROM variants ORDER BY pos;
SELECT AVG(b) FROM (SELECT sample_id, SUM(dosage) AS b FROM genotypes GROUP BY sample_id) t;
SELECT variant_id, SUM(dosage) AS ac FROM genotypes GROUP BY variant_id HAVING variant_id IN (SELECT variant_id FROM variants WHERE gene = 'BETA') ORDER BY 1;
SELECT variant_id FROM genotypes GROUP BY variant_id HAVING SUM(dosage) > ALL (SELECT 100) ORDER BY 1;
SELECT COUNT(*) FROM samples s JOIN LATERAL (SELECT COUNT(*) AS n FROM genotypes g WHERE g.sample_id = s.sample_id AND g.dosage = 2 AND g.variant_id IN ('1-1000-A-G', '2-1100-A-G')) t ON TRUE WHERE t.n >= 1;
SELECT COUNT(*) FROM samples WHERE status IN ('case', 'control') AND age > 30 AND EXISTS (SELECT 1 FROM genotypes g JOIN variants v USING (variant_id) WHERE g.sample_id = samples.sample_id AND v.gene = 'BETA' AND g.dosage = 2);
SELECT x.site, x.n, y.n AS m, x.n / y.n AS r FROM (SELECT site, COUNT(*) AS n FROM samples WHERE status = 'case' GROUP BY site) x JOIN (SELECT site, COUNT(*) AS n FROM samples GROUP BY site) y ON x.site = y.site ORDER BY x.site;
SELECT t.gene, t.n FROM (SELECT v.gene, COUNT(*) AS n FROM genotypes g JOIN variants v USING (variant_id) WHERE g.dosage = 2 GROUP BY v.gene) t WHERE t.n = (SELECT MAX(n) FROM (SELECT COUNT(*) AS n FROM genotypes g JOIN variants v USING (variant_id) WHERE g.dosage = 2 GROUP BY v.gene) u);
SELECT site, COUNT(*) AS n FROM samples GROUP BY site HAVING COUNT(*) >= ALL (SELECT COUNT(*) FROM samples GROUP BY site);
SELECT v.variant_id, a.ac, c.ac AS cases FROM variants v LEFT JOIN (SELECT variant_id, SUM(dosage) AS ac FROM genotypes GROUP BY variant_id) a USING (variant_id) LEFT JOIN (SELECT g.variant_id, SUM(g.dosage) AS ac FROM genotypes g JOIN samples s USING (sample_id) WHERE s.status = 'case' GROUP BY g.variant_id) c USING (variant_id) WHERE v.chrom = '1' ORDER BY v.variant_id;
SELECT COUNT(*) FROM samples a FULL JOIN (SELECT sample_id FROM genotypes WHERE variant_id = '2-1100-A-G' AND dosage = 2) b ON a.sample_id = b.sample_id;
SELECT a.sex, COUNT(b.dosage) AS n, COUNT(*) AS m FROM samples a LEFT JOIN genotypes b ON a.sample_id = b.sample_id AND b.variant_id IN ('2-1100-A-G', '1-1000-A-G') AND b.dosage >= 1 GROUP BY a.sex ORDER BY a.sex;
SELECT s.sex, GROUPING(s.sex) AS g, COUNT(*) AS n FROM samples s GROUP BY ROLLUP(s.sex) ORDER BY g, s.sex;
SELECT s.sex, s.status, GROUPING(s.sex, s.status) AS g, COUNT(*) AS n FROM samples s GROUP BY CUBE(s.sex, s.status) ORDER BY g, s.sex, s.status;
SELECT variant_id FROM variants EXCEPT SELECT variant_id FROM (SELECT variant_id, SUM(dosage) AS n FROM genotypes GROUP BY variant_id) t WHERE n > 200 ORDER BY 1;
SELECT COUNT(*) FROM (SELECT sample_id FROM genotypes WHERE variant_id = '1-1000-A-G' AND dosage >= 1 INTERSECT SELECT sample_id FROM genotypes WHERE variant_id = '2-1100-A-G' AND dosage >= 1) t;
SELECT COUNT(*) FROM (SELECT sample_id FROM genotypes WHERE variant_id = '1-1000-A-G' AND dosage >= 1 EXCEPT SELECT sample_id FROM genotypes WHERE variant_id = '2-1100-A-G' AND dosage >= 1) t;
-- refused: one patient's value
SELECT MAX(age) FROM samples; -- !privacy
SELECT MIN(sample_id) FROM samples; -- !privacy
SELECT BOOL_OR(dosage = 2), MAX(dosage) FROM genotypes WHERE variant_id = '2-1070-A-G'; -- !privacy
SELECT MEDIAN(age) FROM samples; -- !privacy
-- refused: what would hang on an answer
SELECT COUNT(*) FROM samples s WHERE s.age > (SELECT AVG(age) FROM samples); -- !parameters
SELECT variant_id, SUM(dosage) AS ac FROM genotypes WHERE variant_id IN (SELECT variant_id FROM genotypes GROUP BY variant_id HAVING SUM(dosage) > 300) GROUP BY variant_id; -- !parameters
SELECT sample_id FROM samples WHERE status = 'case' EXCEPT SELECT gene FROM variants; -- !privacy
SELECT s.sample_id, COUNT(*) FROM samples s LEFT JOIN genotypes g USING (sample_id) GROUP BY s.sample_id; -- !privacy
