// Package kubernetes stands for the client of Kubernetes. Temporal scales workers there when it is
// configured to; this server is not, and was built without the client. Everything fails.
package kubernetes

import (
	"context"
	"errors"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/rest"
)

var errWithout = errors.New("this Temporal server was built without Kubernetes")

// The types that callers name or use.
type (
	Interface interface{ AppsV1() Apps }

	Apps        struct{}
	Deployments struct{}
	Deployment  struct{}
	Scale       struct{ Spec ScaleSpec }
	ScaleSpec   struct{ Replicas int32 }
)

func NewForConfig(*rest.Config) (Interface, error) { return nil, errWithout }

func (Apps) Deployments(string) Deployments { return Deployments{} }

func (Deployments) Get(context.Context, string, metav1.GetOptions) (*Deployment, error) {
	return nil, errWithout
}

func (Deployments) GetScale(context.Context, string, metav1.GetOptions) (*Scale, error) {
	return nil, errWithout
}

func (Deployments) UpdateScale(context.Context, string, *Scale, metav1.UpdateOptions) (*Scale, error) {
	return nil, errWithout
}
