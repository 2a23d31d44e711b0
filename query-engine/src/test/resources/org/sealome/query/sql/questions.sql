-- One statement a line over the made-up cohort of PlaintextCohort; "; -- !code" marks a refusal.
-- Variants: 1-1000-A-G plain, 2-1010-A-G with missing calls, X-1040-A-G with haploid calls of men.
SELECT COUNT(*) FROM genotypes WHERE variant_id = '1-1000-A-G' AND dosage >= 1;
SELECT COUNT(*) AS hom FROM genotypes WHERE variant_id = '1-1000-A-G' AND dosage = 2;
SELECT COUNT(*) FROM genotypes g JOIN variants v ON g.variant_id = v.variant_id WHERE v.pos = 1010 AND g.dosage = 1;
SELECT COUNT(*) FROM genotypes WHERE variant_id = '2-1010-A-G' AND dosage <> 1;
SELECT COUNT(*) FROM genotypes WHERE variant_id = '2-1010-A-G' AND dosage IN (0, 2);
SELECT COUNT(*) FROM genotypes WHERE variant_id = '2-1010-A-G' AND dosage > 2;
SELECT COUNT(*) FROM genotypes WHERE variant_id = '2-1010-A-G' AND dosage BETWEEN 1 AND 2;
SELECT COUNT(*) FROM genotypes WHERE variant_id = '2-1010-A-G' AND NOT (dosage = 0);
SELECT COUNT(*) FROM genotypes WHERE variant_id = '2-1010-A-G' AND (dosage = 0 OR dosage IS NULL);
SELECT COUNT(*), COUNT(dosage), SUM(dosage), AVG(dosage), SUM(ploidy), AVG(ploidy) FROM genotypes WHERE variant_id = '2-1010-A-G';
SELECT COUNT(*), COUNT(dosage), SUM(dosage), AVG(dosage), SUM(ploidy), AVG(ploidy) FROM genotypes WHERE variant_id = 'X-1040-A-G';
SELECT COUNT(*), SUM(dosage), AVG(dosage) FROM genotypes WHERE variant_id = '9-1-A-C';
SELECT COUNT(*) FROM genotypes WHERE variant_id = 'X-1040-A-G' AND dosage = ploidy;
SELECT COUNT(*) FROM genotypes WHERE variant_id = 'X-1040-A-G' AND dosage = 1 AND ploidy = 1;
SELECT COUNT(*) FILTER (WHERE dosage = 0) AS r, COUNT(*) FILTER (WHERE dosage = 1) AS h, COUNT(*) FILTER (WHERE dosage = 2) AS a, COUNT(*) FILTER (WHERE dosage IS NULL) AS m FROM genotypes WHERE variant_id = '2-1010-A-G';
SELECT SUM(dosage) FILTER (WHERE dosage >= 1), AVG(dosage) FILTER (WHERE dosage >= 1) FROM genotypes WHERE variant_id = '1-1000-A-G';
SELECT SUM(CASE WHEN dosage = 2 THEN 3 WHEN dosage IS NULL THEN 100 ELSE -1 END) FROM genotypes WHERE variant_id = '2-1010-A-G';
SELECT SUM(COALESCE(dosage, 1)) FROM genotypes WHERE variant_id = '2-1010-A-G';
SELECT VAR_POP(dosage), STDDEV_SAMP(dosage) FROM genotypes WHERE variant_id = '2-1010-A-G';
-- public sample columns
SELECT COUNT(*) FROM samples;
SELECT site, COUNT(*) AS n FROM samples GROUP BY site ORDER BY n DESC, site;
SELECT s.site, COUNT(*) AS carriers FROM genotypes g JOIN samples s ON g.sample_id = s.sample_id WHERE g.variant_id = '1-1000-A-G' AND g.dosage >= 1 GROUP BY s.site ORDER BY carriers DESC, s.site;
SELECT s.site, s.sex, COUNT(g.dosage) AS n, AVG(g.dosage) AS mean FROM genotypes g JOIN samples s ON g.sample_id = s.sample_id WHERE g.variant_id = '2-1010-A-G' GROUP BY s.site, s.sex ORDER BY n DESC, s.site, s.sex;
SELECT COUNT(*) FROM genotypes g JOIN samples s USING (sample_id) WHERE g.variant_id = '1-1000-A-G' AND g.dosage >= 1 AND s.site IS NULL;
SELECT COUNT(*), SUM(g.dosage) FROM genotypes g JOIN samples s USING (sample_id) WHERE g.variant_id = '1-1000-A-G' AND s.site = 'Nowhere';
SELECT COUNT(*) FROM genotypes g JOIN samples s USING (sample_id) WHERE g.variant_id = 'X-1040-A-G' AND (s.sex = 'M' AND g.dosage = 1 OR s.sex = 'F' AND g.dosage = 2);
SELECT SUM(batch), AVG(batch), COUNT(batch), COUNT(DISTINCT site) FROM samples;
SELECT COUNT(*) FROM samples WHERE sample_id = 'P0007';
SELECT s.batch % 2 AS parity, SUM(g.dosage) FROM genotypes g JOIN samples s USING (sample_id) WHERE g.variant_id = '1-1000-A-G' GROUP BY s.batch % 2 ORDER BY parity;
SELECT s.site, SUM(s.batch * g.dosage) AS x FROM genotypes g JOIN samples s USING (sample_id) WHERE g.variant_id = '2-1010-A-G' GROUP BY s.site ORDER BY s.site;
-- many variants in one query
SELECT v.gene, SUM(g.dosage) AS ac, SUM(g.ploidy) AS an FROM genotypes g JOIN variants v ON g.variant_id = v.variant_id GROUP BY v.gene ORDER BY v.gene;
SELECT variant_id, CAST(SUM(dosage) AS DOUBLE) / SUM(ploidy) AS af FROM genotypes GROUP BY variant_id HAVING COUNT(dosage) > 0 AND CAST(SUM(dosage) AS DOUBLE) / SUM(ploidy) > 0.3 ORDER BY af DESC, variant_id LIMIT 8;
SELECT variant_id, COUNT(*) AS carriers FROM genotypes WHERE variant_id LIKE '1-%' AND dosage >= 1 GROUP BY variant_id ORDER BY carriers DESC, variant_id;
SELECT v.chrom, COUNT(*) AS hets FROM genotypes g JOIN variants v ON g.variant_id = v.variant_id WHERE g.dosage = 1 AND v.pos BETWEEN 1000 AND 1100 GROUP BY v.chrom ORDER BY v.chrom;
SELECT v.chrom, COUNT(DISTINCT v.variant_id) AS sites, SUM(g.dosage) AS n FROM genotypes g JOIN variants v ON g.variant_id = v.variant_id GROUP BY v.chrom ORDER BY v.chrom;
SELECT COUNT(DISTINCT variant_id) FROM genotypes WHERE dosage = 2;
SELECT SUM(dosage), SUM(ploidy), COUNT(dosage) FROM genotypes;
SELECT s.sex, v.chrom, AVG(g.dosage) AS burden FROM genotypes g JOIN samples s ON g.sample_id = s.sample_id JOIN variants v ON g.variant_id = v.variant_id GROUP BY s.sex, v.chrom ORDER BY s.sex, v.chrom;
SELECT DISTINCT v.chrom FROM genotypes g JOIN variants v ON g.variant_id = v.variant_id ORDER BY v.chrom;
-- two variants
SELECT COUNT(*) FROM genotypes a JOIN genotypes b ON a.sample_id = b.sample_id WHERE a.variant_id = '1-1000-A-G' AND a.dosage >= 1 AND b.variant_id = '2-1010-A-G' AND b.dosage >= 1;
SELECT COUNT(*) FROM genotypes a JOIN genotypes b ON a.sample_id = b.sample_id WHERE a.variant_id = '2-1010-A-G' AND b.variant_id = 'X-1040-A-G' AND (a.dosage >= 1 OR b.dosage >= 1);
SELECT COUNT(*) FROM genotypes a JOIN genotypes b ON a.sample_id = b.sample_id WHERE a.variant_id = '2-1010-A-G' AND b.variant_id = 'X-1040-A-G' AND NOT (a.dosage >= 1 OR b.dosage >= 1);
SELECT COUNT(*) FROM genotypes a JOIN genotypes b ON a.sample_id = b.sample_id WHERE a.variant_id = '2-1010-A-G' AND b.variant_id = '3-1050-A-G' AND NOT (a.dosage >= 1 AND b.dosage >= 1);
SELECT COUNT(*) FROM genotypes a JOIN genotypes b ON a.sample_id = b.sample_id WHERE a.variant_id = '2-1010-A-G' AND b.variant_id = '1-1030-A-G' AND a.dosage + b.dosage >= 3;
SELECT COUNT(*) FROM genotypes a JOIN genotypes b ON a.sample_id = b.sample_id WHERE a.variant_id = '2-1010-A-G' AND b.variant_id = '1-1030-A-G' AND a.dosage > b.dosage;
SELECT SUM(a.dosage * b.dosage), AVG(a.dosage - b.dosage) FROM genotypes a JOIN genotypes b ON a.sample_id = b.sample_id WHERE a.variant_id = '2-1010-A-G' AND b.variant_id = 'X-1040-A-G';
SELECT COUNT(*) FROM samples s WHERE EXISTS (SELECT 1 FROM genotypes g WHERE g.sample_id = s.sample_id AND g.variant_id = '1-1000-A-G' AND g.dosage >= 1) AND NOT EXISTS (SELECT 1 FROM genotypes g WHERE g.sample_id = s.sample_id AND g.variant_id = '2-1010-A-G' AND g.dosage >= 1);
SELECT s.sex, COUNT(*) AS n FROM samples s WHERE s.sample_id IN (SELECT sample_id FROM genotypes WHERE variant_id = '2-1010-A-G' AND dosage = 2) GROUP BY s.sex ORDER BY s.sex;
SELECT s.sex, COUNT(*) AS n FROM samples s WHERE s.site = 'Oslo' AND s.sample_id NOT IN (SELECT sample_id FROM genotypes WHERE variant_id = '2-1010-A-G' AND dosage >= 1) GROUP BY s.sex ORDER BY s.sex;
SELECT s.sex, COUNT(*) FILTER (WHERE a.dosage >= 1 AND b.dosage >= 1) AS both_, COUNT(*) AS n FROM genotypes a JOIN genotypes b ON a.sample_id = b.sample_id JOIN samples s ON s.sample_id = a.sample_id WHERE a.variant_id = '1-1000-A-G' AND b.variant_id = '2-1010-A-G' GROUP BY s.sex ORDER BY s.sex;
SELECT a.variant_id AS v1, b.variant_id AS v2, COUNT(*) AS n FROM genotypes a JOIN genotypes b ON a.sample_id = b.sample_id WHERE a.variant_id IN ('1-1000-A-G', '2-1010-A-G') AND b.variant_id IN ('X-1040-A-G', '1-1030-A-G') AND a.dosage >= 1 AND b.dosage >= 1 GROUP BY a.variant_id, b.variant_id ORDER BY v1, v2;
SELECT COUNT(*) FROM (SELECT sample_id, SUM(dosage) AS burden FROM genotypes WHERE variant_id IN ('1-1000-A-G', '2-1010-A-G') GROUP BY sample_id) t WHERE burden >= 3;
SELECT COUNT(*) FROM samples s WHERE (SELECT COUNT(*) FROM genotypes g WHERE g.sample_id = s.sample_id AND g.variant_id IN ('1-1000-A-G', '2-1010-A-G') AND g.dosage >= 1) >= 2;
SELECT COUNT(DISTINCT sample_id) FROM genotypes WHERE variant_id IN ('1-1000-A-G', '2-1010-A-G') AND dosage = 2;
-- encrypted columns
SELECT status, COUNT(*) AS n FROM samples GROUP BY status ORDER BY n DESC, status;
SELECT s.status, SUM(g.dosage) AS ac, COUNT(g.dosage) AS n FROM genotypes g JOIN samples s USING (sample_id) WHERE g.variant_id = '2-1010-A-G' GROUP BY s.status ORDER BY s.status;
SELECT dosage, COUNT(*) FROM genotypes WHERE variant_id = '2-1010-A-G' GROUP BY dosage ORDER BY dosage;
SELECT COUNT(age), SUM(age), AVG(age) FROM samples;
SELECT COUNT(*) FROM samples WHERE status = 'case' AND sex = 'F';
SELECT s.sex, g.dosage, COUNT(*) AS n FROM genotypes g JOIN samples s USING (sample_id) WHERE g.variant_id = '2-1010-A-G' GROUP BY ROLLUP(s.sex, g.dosage) ORDER BY n, s.sex, g.dosage;
SELECT COUNT(*) FROM samples WHERE age > 50;
SELECT COUNT(*) FROM samples WHERE age BETWEEN 30 AND 41 AND sex = 'M';
SELECT COUNT(*) FROM samples WHERE NOT (age = 33);
SELECT COUNT(*) FROM samples WHERE age IS NULL OR age % 7 = 2;
SELECT s.sex, VAR_POP(s.age) AS v, STDDEV_SAMP(s.age) AS sd FROM samples s GROUP BY s.sex ORDER BY s.sex;
SELECT SUM(s.age * g.dosage), AVG(s.age * s.age) FROM genotypes g JOIN samples s USING (sample_id) WHERE g.variant_id = '2-1010-A-G';
SELECT SUM(s.age * s.age * g.dosage) FROM genotypes g JOIN samples s USING (sample_id) WHERE g.variant_id = '2-1010-A-G';
SELECT g.dosage, AVG(s.age) AS mean FROM genotypes g JOIN samples s USING (sample_id) WHERE g.variant_id = '2-1010-A-G' GROUP BY g.dosage ORDER BY g.dosage;
SELECT CASE WHEN age >= 60 THEN 'old' WHEN age >= 30 THEN 'middle' ELSE 'young' END AS band, COUNT(*) AS n FROM samples GROUP BY 1 ORDER BY 1;
SELECT COVAR_POP(a.dosage, b.dosage), CORR(a.dosage, b.dosage), REGR_SLOPE(a.dosage, b.dosage) FROM genotypes a JOIN genotypes b ON a.sample_id = b.sample_id WHERE a.variant_id = '2-1010-A-G' AND b.variant_id = '1-1030-A-G';
SELECT g.dosage, COUNT(*), COVAR_POP(g.ploidy, COALESCE(g.dosage, 0)), COUNT(*) FROM genotypes g JOIN samples s ON g.sample_id = s.sample_id WHERE g.variant_id = '2-1070-A-G' AND s.sample_id LIKE 'P00%' AND s.site IN ('Oslo', 'Lima') GROUP BY GROUPING SETS ((g.dosage), ());
SELECT CASE WHEN a.dosage + b.dosage >= 3 THEN 'high' WHEN a.dosage + b.dosage >= 1 THEN 'some' ELSE 'none' END AS carried, COUNT(*) AS n FROM genotypes a JOIN genotypes b ON a.sample_id = b.sample_id WHERE a.variant_id = '2-1010-A-G' AND b.variant_id = '1-1030-A-G' GROUP BY 1 ORDER BY 1;
-- after release
SELECT variant_id, SUM(dosage) * 2 + 1 AS x, CASE WHEN SUM(dosage) > 100 THEN 'common' ELSE 'rare' END AS kind FROM genotypes WHERE variant_id LIKE '1-10%' GROUP BY variant_id ORDER BY variant_id;
SELECT s.site, COUNT(*) AS n FROM genotypes g JOIN samples s USING (sample_id) WHERE g.variant_id = '1-1000-A-G' AND g.dosage >= 1 GROUP BY s.site HAVING COUNT(*) > 20 ORDER BY n DESC, s.site;
SELECT MAX(ac), COUNT(*), AVG(ac) FROM (SELECT variant_id, SUM(dosage) AS ac FROM genotypes GROUP BY variant_id) t;
SELECT COUNT(*) FROM genotypes WHERE variant_id = '1-1000-A-G' AND dosage = 1 UNION ALL SELECT COUNT(*) FROM variants;
SELECT COUNT(*) > 0 AS any_hom FROM genotypes WHERE variant_id = '1-1000-A-G' AND dosage = 2;
WITH carriers AS (SELECT sample_id FROM genotypes WHERE variant_id = '1-1000-A-G' AND dosage >= 1) SELECT s.sex, COUNT(*) AS n FROM carriers c JOIN samples s USING (sample_id) GROUP BY s.sex ORDER BY s.sex;
SELECT variant_id, CAST(SUM(dosage) AS DOUBLE) / SUM(ploidy) AS af FROM genotypes WHERE variant_id LIKE '1-%' GROUP BY variant_id HAVING CAST(SUM(dosage) AS DOUBLE) / SUM(ploidy) > (SELECT CAST(SUM(dosage) AS DOUBLE) / SUM(ploidy) FROM genotypes WHERE variant_id = '1-1000-A-G') ORDER BY variant_id;
SELECT (SELECT COUNT(*) FROM genotypes WHERE variant_id = '1-1000-A-G' AND dosage = 2) AS hom, (SELECT COUNT(*) FROM samples) AS n;
SELECT EXISTS (SELECT 1 FROM genotypes WHERE variant_id = '1-1000-A-G' AND dosage = 2) AS found;
SELECT COUNT(*) - (SELECT COUNT(*) FROM variants) AS d FROM samples;
SELECT s.sex, COUNT(*) AS n FROM samples s GROUP BY s.sex HAVING COUNT(*) > (SELECT COUNT(*) FROM samples WHERE site = 'Oslo') ORDER BY s.sex;
SELECT COUNT(*) FROM genotypes WHERE variant_id = (SELECT MIN(variant_id) FROM variants) AND dosage = 1;
-- found by generated statements
SELECT v.gene, COUNT(*) AS n FROM genotypes g JOIN variants v ON g.variant_id = v.variant_id WHERE g.dosage NOT IN (0, NULL) GROUP BY v.gene HAVING COUNT(*) > (SELECT COUNT(*) / 6 FROM samples);
WITH t AS (SELECT v.gene AS k1, COUNT(*) AS m1 FROM genotypes g JOIN variants v ON g.variant_id = v.variant_id WHERE g.dosage BETWEEN 1 AND -1 GROUP BY v.gene) SELECT k1, m1 FROM t WHERE m1 >= (SELECT MAX(m1) FROM t);
SELECT COUNT(m1), SUM(m1) FROM (SELECT v.chrom AS k1, COUNT(*) AS m1 FROM genotypes g JOIN variants v ON g.variant_id = v.variant_id WHERE g.dosage NOT IN (0, NULL) GROUP BY v.chrom) t;
SELECT COUNT(*) FROM samples s WHERE CASE WHEN (SELECT COUNT(*) FROM genotypes h WHERE h.sample_id = s.sample_id AND h.variant_id IN ('2-1070-A-G', 'X-1090-A-G', '2-1130-A-G', 'X-1040-A-G', '3-1080-A-G') AND h.dosage >= 1) = 5 THEN TRUE ELSE s.status <> 'case' END;
SELECT CASE WHEN s.age >= 80 THEN 'old' WHEN s.age >= 50 THEN 'middle' ELSE 'young' END AS band, AVG(s.age * s.age) AS x FROM samples s GROUP BY 1 ORDER BY 1;
SELECT s.status, COUNT(DISTINCT g.sample_id) AS n FROM genotypes g JOIN samples s ON g.sample_id = s.sample_id WHERE g.variant_id IN ('1-1030-A-G', '2-1100-A-G', '1-1120-A-G', '3-1020-A-G') AND g.dosage BETWEEN 0 AND 1 GROUP BY s.status ORDER BY s.status;
SELECT COUNT(*) FILTER (WHERE a.dosage * b.dosage <= 1) AS n FROM genotypes a JOIN genotypes b ON a.sample_id = b.sample_id JOIN samples s ON a.sample_id = s.sample_id WHERE a.variant_id = '1-1030-A-G' AND b.variant_id = '3-1050-A-G' AND (a.dosage >= 1 OR s.status <> 'case');
SELECT COVAR_SAMP(s.age, s.age) AS c, STDDEV_POP(s.age) AS d FROM samples s;
-- public metadata
SELECT COUNT(*) FROM variants;
SELECT gene, COUNT(*) AS n FROM variants GROUP BY gene ORDER BY n DESC, gene;
SELECT variant_id, pos FROM variants WHERE chrom = '3' AND gene IS NOT NULL ORDER BY pos DESC LIMIT 3;
SELECT COUNT(*) FROM variants WHERE variant_id IN (SELECT variant_id FROM variants WHERE chrom = 'X');
SELECT 1 AS one;
-- refused: what may not leave
SELECT sample_id, dosage FROM genotypes WHERE variant_id = '1-1000-A-G'; -- !privacy
SELECT * FROM genotypes LIMIT 1; -- !privacy
SELECT sample_id FROM genotypes WHERE variant_id = '1-1000-A-G' AND dosage >= 1; -- !privacy
SELECT sample_id, SUM(dosage) FROM genotypes GROUP BY sample_id; -- !privacy
SELECT variant_id, COUNT(*) FROM genotypes GROUP BY variant_id, sample_id; -- !privacy
SELECT UPPER(sample_id), COUNT(*) FROM genotypes GROUP BY UPPER(sample_id); -- !privacy
SELECT status FROM samples; -- !privacy
SELECT sex FROM samples; -- !privacy
SELECT sample_id FROM samples ORDER BY sample_id; -- !privacy
SELECT DISTINCT sample_id FROM genotypes WHERE dosage = 2; -- !privacy
SELECT sample_id FROM samples UNION ALL SELECT gene FROM variants; -- !privacy
SELECT MAX(dosage) FROM genotypes WHERE variant_id = '1-1000-A-G'; -- !privacy
SELECT MIN(age) FROM samples; -- !privacy
-- refused: not SQL, or unknown names
SELEC COUNT(*) FROM genotypes; -- !usage
SELECT COUNT(*) FROM nowhere; -- !usage
SELECT COUNT(*) FROM genotypes WHERE nothing = 1; -- !usage
SELECT COUNT(*) FROM genotypes WHERE dosage = 'many'; -- !usage
DELETE FROM genotypes; -- !usage
SELECT COUNT(*) FROM genotypes WHERE dosage; -- !usage
-- refused: not computable
SELECT COUNT(*) FROM genotypes a JOIN genotypes b ON a.variant_id = b.variant_id WHERE a.variant_id = '1-1000-A-G' AND a.dosage = b.dosage; -- !parameters
