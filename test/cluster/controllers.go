package main

import (
	"context"

	corev1 "k8s.io/api/core/v1"
	apiextensionsscheme "k8s.io/apiextensions-apiserver/pkg/client/clientset/clientset/scheme"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apiserver/pkg/admission/plugin/policy/validating"
	"k8s.io/apiserver/pkg/cel/openapi/resolver"
	"k8s.io/client-go/discovery/cached/memory"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/kubernetes/scheme"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/restmapper"
	"k8s.io/klog/v2"
	"k8s.io/kubernetes/pkg/controller/clusterroleaggregation"
	"k8s.io/kubernetes/pkg/controller/serviceaccount"
	"k8s.io/kubernetes/pkg/controller/validatingadmissionpolicystatus"
	"k8s.io/kubernetes/pkg/generated/openapi"
)

// startControllers runs what kube-controller-manager would do and the tests need: the type checker of policies (set up as in
// cmd/kube-controller-manager/app/validatingadmissionpolicystatus.go), the rules of the aggregated roles admin, edit and view, and on
// request the default ServiceAccount of each namespace.
func startControllers(ctx context.Context, admin *rest.Config, serviceAccounts bool) error {
	client, err := kubernetes.NewForConfig(admin)
	if err != nil {
		return err
	}
	factory := informers.NewSharedInformerFactory(client, 0)

	types, err := validatingadmissionpolicystatus.NewController(
		factory.Admissionregistration().V1().ValidatingAdmissionPolicies(),
		client.AdmissionregistrationV1().ValidatingAdmissionPolicies(),
		&validating.TypeChecker{
			SchemaResolver: resolver.NewDefinitionsSchemaResolver(openapi.GetOpenAPIDefinitions, scheme.Scheme, apiextensionsscheme.Scheme).
				Combine(&resolver.ClientDiscoveryResolver{Discovery: client.Discovery()}),
			RestMapper: restmapper.NewDeferredDiscoveryRESTMapper(memory.NewMemCacheClient(client.Discovery())),
		},
	)
	if err != nil {
		return err
	}
	go types.Run(ctx, 2)
	go clusterroleaggregation.NewClusterRoleAggregation(factory.Rbac().V1().ClusterRoles(), client.RbacV1()).Run(ctx, 2)

	if serviceAccounts {
		accounts, err := serviceaccount.NewServiceAccountsController(
			klog.FromContext(ctx), factory.Core().V1().ServiceAccounts(), factory.Core().V1().Namespaces(), client,
			serviceaccount.ServiceAccountsControllerOptions{
				ServiceAccounts: []corev1.ServiceAccount{{ObjectMeta: metav1.ObjectMeta{Name: "default"}}},
			},
		)
		if err != nil {
			return err
		}
		go accounts.Run(ctx, 1)
	}
	factory.Start(ctx.Done())
	return nil
}
