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
-- refused: one patient's value
SELECT MAX(age) FROM samples; -- !privacy
SELECT MIN(sample_id) FROM samples; -- !privacy
SELECT BOOL_OR(dosage = 2), MAX(dosage) FROM genotypes WHERE variant_id = '2-1070-A-G'; -- !privacy
SELECT MEDIAN(age) FROM samples; -- !privacy
