#include "model/nn/fusedattention.h"

#include "model/kernels/attentiontraining.h"

namespace transcope::model {

namespace {

constexpr std::int64_t kHeadWidth = 64;

thread_local bool t_active = false;

/// One for the process and precision, made when first asked for; null where this processor has none.
AttentionTraining* kernelsFor(torch::ScalarType type)
{
    const auto make = [](Precision precision) {
        auto made = AttentionTraining::create(precision, torch::get_num_threads());
        return made ? std::move(*made) : nullptr;
    };
    if (type == torch::kFloat) {
        static const std::unique_ptr<AttentionTraining> kernels = make(Precision::Float32);
        return kernels.get();
    }
    if (type == torch::kBFloat16) {
        static const std::unique_ptr<AttentionTraining> kernels = make(Precision::Bfloat16);
        return kernels.get();
    }
    return nullptr;
}

/// [B, N, heads · 64] with contiguous channels; T may be const.
template <class T> HeadView<T> headsOf(const torch::Tensor& x)
{
    return {static_cast<T*>(x.data_ptr()), x.stride(0), kHeadWidth, x.stride(1)};
}

/// A copy only where the channels are not contiguous.
torch::Tensor withContiguousChannels(const torch::Tensor& x)
{
    return x.stride(2) == 1 ? x : x.contiguous();
}

AttentionShape shapeOf(const torch::Tensor& q, const torch::Tensor& k)
{
    return {static_cast<int>(q.size(0)), static_cast<int>(q.size(2) / kHeadWidth),
            static_cast<int>(q.size(1)), static_cast<int>(k.size(1))};
}

template <class T>
void runForward(const torch::Tensor& q, const torch::Tensor& k, const torch::Tensor& v,
                const torch::Tensor& out, const torch::Tensor& logSumExp)
{
    kernelsFor(q.scalar_type())
        ->forward<T>(shapeOf(q, k), headsOf<const T>(q), headsOf<const T>(k), headsOf<const T>(v),
                     headsOf<T>(out), logSumExp.data_ptr<float>());
}

struct Gradients
{
    torch::Tensor q, k, v;
};

template <class T>
void runBackward(const torch::autograd::variable_list& saved, const torch::Tensor& outGradient,
                 const Gradients& to)
{
    const torch::Tensor &q = saved[0], &k = saved[1], &v = saved[2], &out = saved[3], &logSumExp = saved[4];
    kernelsFor(q.scalar_type())
        ->backward<T>(shapeOf(q, k), headsOf<const T>(q), headsOf<const T>(k), headsOf<const T>(v),
                      headsOf<const T>(out), logSumExp.data_ptr<float>(), headsOf<const T>(outGradient),
                      headsOf<T>(to.q), headsOf<T>(to.k), headsOf<T>(to.v));
}

struct FusedAttention : torch::autograd::Function<FusedAttention>
{
    static torch::Tensor forward(torch::autograd::AutogradContext* context, const torch::Tensor& queries,
                                 const torch::Tensor& keys, const torch::Tensor& values)
    {
        const auto q = withContiguousChannels(queries), k = withContiguousChannels(keys),
                   v = withContiguousChannels(values);
        const auto out = torch::empty(q.sizes(), q.options());
        const auto logSumExp =
            torch::empty({q.size(0), q.size(2) / kHeadWidth, q.size(1)}, q.options().dtype(torch::kFloat));
        if (q.scalar_type() == torch::kFloat)
            runForward<float>(q, k, v, out, logSumExp);
        else
            runForward<Bfloat16>(q, k, v, out, logSumExp);
        context->save_for_backward({q, k, v, out, logSumExp});
        return out;
    }

    static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                   const torch::autograd::variable_list& gradients)
    {
        const auto saved = context->get_saved_variables();
        const auto outGradient = withContiguousChannels(gradients[0]);
        const auto like = [](const torch::Tensor& x) { return torch::empty(x.sizes(), x.options()); };
        const Gradients to{like(saved[0]), like(saved[1]), like(saved[2])};
        if (saved[0].scalar_type() == torch::kFloat)
            runBackward<float>(saved, outGradient, to);
        else
            runBackward<Bfloat16>(saved, outGradient, to);
        return {to.q, to.k, to.v};
    }
};

} // namespace

FusedAttentionGuard::FusedAttentionGuard() : m_before(t_active)
{
    t_active = true;
}

FusedAttentionGuard::~FusedAttentionGuard()
{
    t_active = m_before;
}

bool FusedAttentionGuard::active()
{
    return t_active;
}

bool canFuseAttention(const torch::Tensor& q, int heads)
{
    return q.device().is_cpu() && q.size(2) == heads * kHeadWidth && kernelsFor(q.scalar_type()) != nullptr;
}

torch::Tensor fusedAttention(const torch::Tensor& q, const torch::Tensor& k, const torch::Tensor& v,
                             int heads)
{
    TORCH_CHECK(canFuseAttention(q, heads) && k.dtype() == q.dtype() && v.dtype() == q.dtype(),
                "the native attention takes no ", q.dtype(), " tensors with ", heads, " heads");
    return FusedAttention::apply(q, k, v);
}

} // namespace transcope::model
