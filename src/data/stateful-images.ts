/** Databases and queues by image, with the directory of their data in the official image. */
export const asOf = '2026-12-01';

/** https://hub.docker.com/_/ (pages of the official images), and the documentation of each product. */
export const statefulImages: readonly {
  images: readonly string[];
  name: string;
  data: readonly string[];
}[] = [
  {
    images: ['postgres', 'postgresql', 'postgis', 'timescaledb'],
    name: 'PostgreSQL',
    data: ['/var/lib/postgresql', '/var/lib/postgresql/data', '/bitnami/postgresql', '/home/postgres/pgdata'],
  },
  { images: ['mysql', 'percona'], name: 'MySQL', data: ['/var/lib/mysql', '/bitnami/mysql'] },
  { images: ['mariadb'], name: 'MariaDB', data: ['/var/lib/mysql', '/bitnami/mariadb'] },
  {
    images: ['mongo', 'mongodb', 'mongodb-community-server'],
    name: 'MongoDB',
    data: ['/data/db', '/bitnami/mongodb'],
  },
  { images: ['cassandra'], name: 'Cassandra', data: ['/var/lib/cassandra', '/bitnami/cassandra'] },
  {
    images: ['elasticsearch'],
    name: 'Elasticsearch',
    data: ['/usr/share/elasticsearch/data', '/bitnami/elasticsearch/data'],
  },
  {
    images: ['opensearch'],
    name: 'OpenSearch',
    data: ['/usr/share/opensearch/data', '/bitnami/opensearch/data'],
  },
  {
    images: ['influxdb'],
    name: 'InfluxDB',
    data: ['/var/lib/influxdb', '/var/lib/influxdb2', '/bitnami/influxdb'],
  },
  {
    images: ['clickhouse', 'clickhouse-server'],
    name: 'ClickHouse',
    data: ['/var/lib/clickhouse', '/bitnami/clickhouse'],
  },
  { images: ['cockroach'], name: 'CockroachDB', data: ['/cockroach/cockroach-data'] },
  { images: ['couchdb'], name: 'CouchDB', data: ['/opt/couchdb/data', '/bitnami/couchdb'] },
  { images: ['neo4j'], name: 'Neo4j', data: ['/data', '/bitnami/neo4j'] },
  { images: ['rabbitmq'], name: 'RabbitMQ', data: ['/var/lib/rabbitmq', '/bitnami/rabbitmq'] },
  { images: ['minio'], name: 'MinIO', data: ['/data', '/export', '/bitnami/minio/data'] },
];
