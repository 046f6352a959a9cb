package main

import (
	"net"
	"strconv"
	"time"

	"go.temporal.io/server/common/cluster"
	"go.temporal.io/server/common/config"
	"go.temporal.io/server/common/dynamicconfig"
	"go.temporal.io/server/common/membership/static"
	"go.temporal.io/server/common/persistence/sql/sqlplugin/postgresql"
	"go.temporal.io/server/common/primitives"
)

const (
	mainStore       = "main"
	visibilityStore = "visibility"

	// historyShards is fixed for the life of a database. Four serve one node well.
	historyShards = 4

	// servicePorts are the ports in a row: one per service and the frontend's HTTP port.
	servicePorts = 5
	httpOffset   = 4
)

// offsets place each service on a port of its own after the first. The frontend comes first:
// its port is the one that clients use.
func offsets() map[primitives.ServiceName]int {
	return map[primitives.ServiceName]int{
		primitives.FrontendService: 0,
		primitives.HistoryService:  1,
		primitives.MatchingService: 2,
		primitives.WorkerService:   3,
	}
}

// dynamic are the settings that differ from Temporal's defaults, which are made for clusters of
// many machines. On one small node those defaults make a lone workflow wait tens of
// milliseconds for the next poll of a queue and turn callers away after ten updates in flight.
func dynamic() dynamicconfig.StaticClient {
	return dynamicconfig.StaticClient{
		dynamicconfig.TransferProcessorMaxPollRPS.Key():         500,
		dynamicconfig.TimerProcessorMaxPollRPS.Key():            500,
		dynamicconfig.MatchingNumTaskqueueReadPartitions.Key():  1, // else a backlog stays in partitions that no worker polls
		dynamicconfig.MatchingNumTaskqueueWritePartitions.Key(): 1,
		dynamicconfig.WorkflowExecutionMaxInFlightUpdates.Key(): 200,
		dynamicconfig.HistoryLongPollExpirationInterval.Key():   5 * time.Second, // a lost wake-up costs a reader this long
		dynamicconfig.HistoryCacheHostLevelMaxSize.Key():        8192,            // memory: the default is 128,000 workflows
	}
}

// serverConfig describes all four services in one process on one PostgreSQL database.
func serverConfig(o options, password string) *config.Config {
	services := map[string]config.Service{}
	for name, offset := range offsets() {
		rpc := config.RPC{GRPCPort: o.port + offset, BindOnIP: loopback}
		if name == primitives.FrontendService {
			rpc.HTTPPort = o.port + httpOffset
		}
		services[string(name)] = config.Service{RPC: rpc}
	}
	return &config.Config{
		Global: config.Global{Membership: config.Membership{
			MaxJoinDuration: 30 * time.Second, BroadcastAddress: loopback,
		}},
		Persistence: config.Persistence{
			DefaultStore: mainStore, VisibilityStore: visibilityStore, NumHistoryShards: historyShards,
			DataStores: map[string]config.DataStore{
				mainStore:       {SQL: store(o, password, mainSchema, 20)},
				visibilityStore: {SQL: store(o, password, visibilitySchema, 5)},
			},
		},
		ClusterMetadata: &cluster.Config{
			FailoverVersionIncrement: 10, MasterClusterName: "active", CurrentClusterName: "active",
			ClusterInformation: map[string]cluster.ClusterInformation{
				"active": {Enabled: true, InitialFailoverVersion: 1, RPCAddress: o.frontend()},
			},
		},
		DCRedirectionPolicy: config.DCRedirectionPolicy{Policy: "noop"},
		Services:            services,
		Archival: config.Archival{
			History:    config.HistoryArchival{State: config.ArchivalDisabled},
			Visibility: config.VisibilityArchival{State: config.ArchivalDisabled},
		},
		NamespaceDefaults: config.NamespaceDefaults{Archival: config.ArchivalNamespaceDefaults{
			History:    config.HistoryArchivalNamespaceDefaults{State: config.ArchivalDisabled},
			Visibility: config.VisibilityArchivalNamespaceDefaults{State: config.ArchivalDisabled},
		}},
		PublicClient: config.PublicClient{HostPort: o.frontend()},
	}
}

// store reaches one schema of the database. The pools are per service: four times connections
// is the most that PostgreSQL sees.
func store(o options, password, schema string, connections int) *config.SQL {
	return &config.SQL{
		PluginName: postgresql.PluginName, DatabaseName: o.dbName,
		User: o.dbUser, Password: password,
		ConnectAttributes: map[string]string{
			"host": o.dbHost, "port": strconv.Itoa(o.dbPort), "sslmode": "disable",
			"search_path": schema + ",public", "application_name": "temporal",
		},
		MaxConns: connections, MaxIdleConns: connections, MaxConnLifetime: time.Hour,
	}
}

// hosts says where each service is, so that none has to look for the others.
func hosts(o options) map[primitives.ServiceName]static.Hosts {
	all := map[primitives.ServiceName]static.Hosts{}
	for name, offset := range offsets() {
		self := net.JoinHostPort(loopback, strconv.Itoa(o.port+offset))
		all[name] = static.Hosts{Self: self, All: []string{self}}
	}
	return all
}
